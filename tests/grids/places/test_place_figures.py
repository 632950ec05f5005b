"""Whatever happens to places, the figures kept of them are what counting gives, on both databases."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.grids.builders import id_of
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
