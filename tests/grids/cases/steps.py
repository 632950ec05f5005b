"""The steps of a case, asked of a house."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House

WANG = id_of("wang")
CASE = id_of("case")
RAISER = id_of("raiser")
TEXT = "The lamp in the yard is out.\n第二行。"


def register(house: House, case: str = "case", area: str = "micro 1", **more: Any) -> Any:
    return house.ask("register_case", id=id_of(case), area_id=id_of(area), text=TEXT, **more)


def step(house: House, method: str, seen_version: int, **more: Any) -> Any:
    return house.ask(method, case_id=CASE, seen_version=seen_version, **more)


def close(house: House) -> Any:
    register(house, raiser_id=RAISER)
    step(house, "assign_case", 1)
    step(house, "take_case_in_hand", 2)
    return step(house, "close_case", 3, feedback="Changed it.")
