"""Service places in the ground's areas, with one difference from the usual."""

from typing import Any

from tests.grids.builders import id_of
from tests.grids.house import House

WEEK = [{"weekday": day, "opens": "09:00", "closes": "17:00"} for day in range(1, 6)]


def a_place(name: str, area: str = "micro 1", /, **different: Any) -> dict[str, Any]:
    usual = {
        "id": id_of(name),
        "area_id": id_of(area),
        "kind": "parent_child_room",
        "name": name,
        "opened_on": "2020-05-01",
    }
    return usual | different


def at(lon: str, lat: str) -> dict[str, str]:
    return {"lon": lon, "lat": lat}


def an_organisation(name: str) -> dict[str, str]:
    return {"id": id_of(name), "name": name}


def enter(house: House, *places: dict[str, Any]) -> Any:
    return house.ask("enter_places", places=list(places))["items"]


def names(house: House, **wanted: Any) -> list[str]:
    return [each["name"] for each in house.ask("list_places", **wanted)["items"]]
