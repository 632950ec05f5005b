"""同安 (S1.23): six parent-child rooms in a district of its own preset are six, on both databases."""

from typing import Any

from tests.grids.builders import TODAY, id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, an_organisation, enter, names

VILLAGES = ("village 0", "village 1", "village 2")
GROUPS = {f"group {n}": VILLAGES[n % 3] for n in range(6)}


def an_area(name: str, kind: str, under: str | None) -> dict[str, Any]:
    return {"id": id_of(name), "parent_id": under and id_of(under), "kind": kind, "name": name}


def founded(empty: House) -> House:
    valid_from = TODAY.isoformat()
    empty.ask("write_level_scheme", valid_from=valid_from, seen_version=0, preset="tongan")
    above = [an_area("district", "county", None), an_area("town", "township", "district")]
    villages = [an_area(name, "community", "town") for name in VILLAGES]
    groups = [an_area(name, "group", under) for name, under in GROUPS.items()]
    empty.ask("found_areas", areas=[*above, *villages, *groups])
    return empty


def places_by_kind(house: House, area: str) -> dict[str, int]:
    kinds = house.ask("count_places", area_id=id_of(area))["kinds"]
    return {each["kind"]: each["places"] for each in kinds}


def test_six_parent_child_rooms_are_six_in_the_preset_of_tong_an(empty: House):
    """One in each residents' group, two in each village; one that two share is one."""
    house = founded(empty)
    two = [an_organisation("family planning"), an_organisation("women")]
    rooms = [a_place(f"room {n}", group) for n, group in enumerate(GROUPS)]
    rooms[0]["organisations"] = two
    enter(house, *rooms, a_place("clinic", "town", kind="health_station"))
    six_and_one = {"health_station": 1, "parent_child_room": 6}
    assert [places_by_kind(house, area) for area in ("district", "town")] == [six_and_one] * 2
    assert [places_by_kind(house, village) for village in VILLAGES] == [{"parent_child_room": 2}] * 3
    assert [places_by_kind(house, group) for group in GROUPS] == [{"parent_child_room": 1}] * 6
    assert names(house, kind="parent_child_room") == [f"room {n}" for n in range(6)]
