"""Handing Wang's posts and work over, and what came of it."""

from collections import Counter
from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House

TODAY = "2026-03-05"


def hand(house: House, to: str = "li", on: str = TODAY, **more: Any) -> Any:
    return house.ask("hand_over", staff_id=id_of("wang"), to_id=id_of(to), on=on, **more)


def moved(answer: Any) -> dict[str, int]:
    return Counter(each["what"] for each in answer["items"])


def stays(answer: Any) -> dict[tuple[str, str], int]:
    return {(each["what"], each["why"]): each["count"] for each in answer["stays"]}


def holders(house: House, on: str = TODAY) -> set[str | None]:
    return {
        house.ask("find_holder", area_id=id_of(f"micro {number}"), on=on)["display_name"]
        for number in (1, 2, 3)
    }


def assignees(house: House) -> list[str]:
    names = {id_of("wang"): "wang", id_of("li"): "li"}
    return [
        names[house.ask("get_case", case_id=id_of(f"case {number}"))["assignee_id"]] for number in range(3)
    ]
