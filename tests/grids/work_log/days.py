"""Days of work, asked of a house."""

from typing import Any

from tests.grids.builders import a_person, id_of
from tests.grids.house import House

TEXT = "查看楼道，清理堆放的杂物。"


def an_entry(name: str, area: str = "micro 1", /, **different: Any) -> dict[str, Any]:
    usual = {
        "id": id_of(name),
        "area_id": id_of(area),
        "duty_class": "hazards",
        "done_on": "2026-03-04",
        "staff_id": id_of("wang"),
        "text": TEXT,
    }
    return usual | different


def on_duty(house: House) -> House:
    house.ask("enter_staff", staff=[a_person("wang"), a_person("li")])
    return house


def log(house: House, name: str, area: str = "micro 1", /, **different: Any) -> Any:
    return house.ask("log_work", **an_entry(name, area, **different))


def correct(house: House, name: str, seen_version: int, **different: Any) -> Any:
    told = {key: value for key, value in an_entry(name).items() if key not in ("id", "area_id")}
    return house.ask("correct_work", entry_id=id_of(name), seen_version=seen_version, **told | different)


def withdraw(house: House, name: str, seen_version: int) -> Any:
    return house.ask("withdraw_work", entry_id=id_of(name), seen_version=seen_version)


def listed(house: House, **wanted: Any) -> list[str]:
    return [each["id"] for each in house.ask("list_work", **wanted)["items"]]


def ids(*names: str) -> list[str]:
    return [id_of(name) for name in names]


def figures(house: House, area: str = "county", year: int = 2026) -> dict[tuple[str, str], int]:
    months = house.ask("count_work", area_id=id_of(area), year=year)["months"]
    return {(each["month"], each["duty_class"]): each["entries"] for each in months}


def entries(house: House, area: str) -> int:
    return int(house.ask("count_work", year=2026, area_id=id_of(area))["entries"])
