"""Merging, splitting and abolishing, asked of a house, and a ground with something in it."""

from datetime import date, timedelta
from typing import Any

from tests.grids.builders import NOW, TODAY, id_of
from tests.grids.cases.steps import register
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House
from tests.grids.posts.duties import LI, WANG, WANG_AT_1, appoint

LATER = TODAY + timedelta(days=10)


def lived_in(house: House) -> House:
    """Building A in the first two micro-grids, an open case and a holder in the first; ten days later."""
    enter(house, a_building("A"))
    give(house, ("A", 1, 1, "micro 1"), ("A", 2, 2, "micro 2"))
    house.ask("enter_staff", staff=[WANG, LI])
    appoint(house, WANG_AT_1)
    register(house)
    house.clock.moment = NOW + timedelta(days=10)
    return house


def seen(house: House, area: str) -> dict[str, Any]:
    version = house.ask("get_area", area_id=id_of(area))["version"]
    return {"area_id": id_of(area), "seen_version": version}


def merge(
    house: House, *sources: str, into: str | dict[str, Any], method: str = "merge_areas", **more: Any
) -> Any:
    where = {"target": seen(house, into)} if isinstance(into, str) else {"founded": into}
    return house.ask(method, sources=[seen(house, each) for each in sources], **where, **more)


def abolish(
    house: House, area: str, successor: str | None = None, method: str = "abolish_area", **more: Any
) -> Any:
    heir = {"successor": seen(house, successor)} if successor else {}
    return house.ask(method, **seen(house, area), **heir, **more)


def split(
    house: House, area: str, *parts: str, primary: str | None = None, method: str = "split_area", **more: Any
) -> Any:
    """Into parts of these names; `primary` None: the area goes on itself."""
    new = [{"id": id_of(part), "name": part} for part in parts]
    asked = more | {"children": children(more.get("children", {})), "units": units(more.get("units", ()))}
    return house.ask(method, **seen(house, area), parts=new, primary_id=id_of(primary or area), **asked)


def children(goes: dict[str, str]) -> list[dict[str, str]]:
    return [{"area_id": id_of(child), "part_id": id_of(part)} for child, part in goes.items()]


def units(goes: Any) -> list[dict[str, Any]]:
    return [
        {"building_id": id_of(building), "first": first, "last": last, "part_id": id_of(part)}
        for building, first, last, part in goes
    ]


def founded(name: str, kind: str, under: str) -> dict[str, Any]:
    return {"id": id_of(name), "name": name, "kind": kind, "parent_id": id_of(under)}


def changes(house: House, area: str) -> list[Any]:
    return list(house.ask("list_area_changes", area_id=id_of(area), limit=200)["items"])


def then(house: House, area: str, on: date) -> dict[str, str | None]:
    """Name and the name of the parent of all that stood there."""
    items = house.ask("list_areas_then", area_id=id_of(area), on=on.isoformat(), limit=200)["items"]
    named = {each["id"]: each["name"] for each in items}
    return {each["name"]: named.get(each["parent_id"]) for each in items}


def told(house: House, since: int, *types: str) -> list[Any]:
    kinds = {f"linli.grids.{each}.v1" for each in types}
    return [each["data"] for each in house.told()[since:] if each["type"] in kinds]
