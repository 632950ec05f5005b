"""An estate of two buildings in the ground's community."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House


def a_building(name: str, /, **different: Any) -> dict[str, Any]:
    usual = {"id": id_of(name), "name": name, "units": 2, "floors": 3, "rooms_per_floor": 2}
    return usual | different


def enter(house: House, *buildings: dict[str, Any], **different: Any) -> Any:
    usual = {"community_id": id_of("community"), "estate": "锦绣苑", "buildings": list(buildings)}
    return house.ask("enter_buildings", **usual | different)["items"]


def give(house: House, *ranges: tuple[str, int, int, str]) -> Any:
    asked = [
        {"building_id": id_of(building), "first": first, "last": last, "area_id": id_of(area)}
        for building, first, last, area in ranges
    ]
    return house.ask("give_units", ranges=asked)["items"]


def rooms(house: House, building: str) -> list[tuple[int, str, str | None]]:
    found = house.ask("list_dwellings", building_id=id_of(building), limit=200)["items"]
    return [(each["unit"], each["room"], each["area_id"]) for each in found]
