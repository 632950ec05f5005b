"""Whatever happens to places, the figures kept of them are what counting gives, on both databases."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.grids.builders import TODAY, id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, enter

AREAS = ("micro 1", "micro 2", "micro 3", "school")
KINDS = ("canteen", "reading_room", "science_hut")
ROOTS = ("county", "base 1", "micro 1", "total")


def counted(house: House, root: str) -> dict[str, tuple[int, float, int]]:
    """Of what the list shows, one by one."""
    figures: dict[str, Counter[str]] = {}
    for row in house.ask("list_places", area_id=id_of(root), limit=200)["items"]:
        told = {"places": 1, "m2": float(row["area_m2"] or 0), "capacity": row["capacity"] or 0}
        figures.setdefault(row["kind"], Counter()).update(told)
    return {kind: (its["places"], its["m2"], its["capacity"]) for kind, its in figures.items()}


def kept(house: House, root: str) -> dict[str, tuple[int, float, int]]:
    found = house.ask("count_places", area_id=id_of(root))["kinds"]
    return {each["kind"]: (each["places"], float(each["area_m2"]), each["capacity"]) for each in found}


@pytest.mark.parametrize("seed", range(6))
def test_the_figures_follow_everything(house: House, seed: int):
    random = Random(seed)
    known: dict[str, Any] = {}
    for number in range(40):
        _one_step(house, random, known, number)
        for root in ROOTS:
            assert kept(house, root) == counted(house, root)


def _one_step(house: House, random: Random, known: dict[str, Any], number: int) -> None:
    step = random.choice(("enter", "enter", "change", "close", "reuse", "move"))
    if step == "enter" or not known:
        sized = {"area_m2": f"{random.randint(1, 99)}.25", "capacity": random.randint(0, 9)}
        place = a_place(f"p{number}", random.choice(AREAS), kind=random.choice(KINDS), **sized)
        known[place["id"]] = enter(house, place)[0]
        return
    if step == "move":
        origin, to = random.sample(AREAS, 2)
        with house.begin() as tx:
            tx.service_places.move_to([id_of(origin)], id_of(to))
        known.update({each: house.ask("get_place", place_id=each) for each in known})
        return
    place = known[random.choice(sorted(known))]
    asked = {"place_id": place["id"], "seen_version": place["version"]}
    on = date.fromisoformat(place["uses"][-1]["valid_to"] or place["uses"][-1]["valid_from"])
    on += timedelta(days=1)
    if step == "reuse":
        kind = random.choice(KINDS)
        known[place["id"]] = house.ask("reuse_place", **asked, kind=kind, name="again", on=on.isoformat())
    elif place["closed_on"] is None and step == "close":
        known[place["id"]] = house.ask("close_place", **asked, on=on.isoformat())
    elif place["closed_on"] is None:
        known[place["id"]] = house.ask("change_place", **asked, area_m2=f"{random.randint(1, 99)}.5")


def test_a_use_that_is_taken_back_counts_no_more_and_the_one_before_does_again(house: House):
    [used] = enter(house, a_place("hut", kind="canteen", area_m2="80"))
    [new] = enter(house, a_place("new", kind="canteen", opened_on=TODAY.isoformat()))
    today = {"kind": "reading_room", "name": "hut", "on": TODAY.isoformat()}
    house.ask("reuse_place", place_id=used["id"], seen_version=1, **today)

    again = house.ask("take_back_use", place_id=used["id"], seen_version=2)
    gone = house.ask("take_back_use", place_id=new["id"], seen_version=1)

    assert (again["kind"], again["uses"][-1]["valid_to"], again["closed_on"]) == ("canteen", None, None)
    assert (gone["uses"], gone["closed_on"]) == ([], TODAY.isoformat())
    assert house.ask("get_place", place_id=new["id"])["uses"] == []
    assert [(each["kind"], each["places"]) for each in house.ask("count_places")["kinds"]] == [("canteen", 1)]
    assert house.told()[-1]["type"] == "linli.grids.PlaceUseTakenBack.v1"


def test_what_was_closed_and_put_to_a_wrong_use_on_one_day_is_closed_again(house: House):
    [used] = enter(house, a_place("hut", kind="canteen"))
    asked = {"place_id": used["id"]}
    house.ask("close_place", **asked, seen_version=1, on=TODAY.isoformat())
    today = {"kind": "reading_room", "name": "hut", "on": TODAY.isoformat()}
    house.ask("reuse_place", **asked, seen_version=2, **today)
    back = house.ask("take_back_use", **asked, seen_version=3)
    assert (back["kind"], back["closed_on"]) == ("canteen", TODAY.isoformat())
    assert [each["places"] for each in house.ask("count_places")["kinds"]] in ([], [0])


def test_a_place_that_became_mobile_under_a_use_that_is_taken_back_is_fixed_again(house: House):
    [used] = enter(house, a_place("hut", kind="canteen"))
    asked = {"place_id": used["id"]}
    today = {"kind": "warm_heart_home", "name": "hut", "on": TODAY.isoformat()}
    house.ask("reuse_place", **asked, seen_version=1, **today)
    house.ask("change_place", **asked, seen_version=2, mobile=True)
    house.ask("take_back_use", **asked, seen_version=3)
    found = house.ask("get_place", **asked)
    assert (found["kind"], found["mobile"]) == ("canteen", False)
