"""Figures that are kept by differences are those that counting anew gives, on both databases."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from services.grids.places.store.tables import place_counts, service_places
from services.grids.work_log.store.tables import work_counts, work_entries
from tests.grids.areas.changing import merge
from tests.grids.builders import NOW, id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place
from tests.grids.places.huts import enter as enter_places
from tests.grids.work_log.days import correct, log, on_duty, withdraw

MICROS = ("micro 1", "micro 2", "micro 3")
DAYS = ("2026-02-27", "2026-02-28", "2026-03-04")
CLASSES = ("hazards", "groundwork", "emergency")
KINDS = ("parent_child_room", "deliberation_hall")


def rows(house: House, table: Any) -> list[dict[str, Any]]:
    with house.begin() as tx:
        return tx.rows.all(select(table).where(tx.rows.of(table)))


def work_that_is_kept(house: House) -> dict[Any, int]:
    kept = rows(house, work_counts)
    return {(each["area_id"], each["month"], each["duty_class"]): each["entries"] for each in kept}


def work_counted_anew(house: House) -> dict[Any, int]:
    return Counter(
        (each["area_id"], each["done_on"].replace(day=1), each["duty_class"])
        for each in rows(house, work_entries)
        if not each["withdrawn"]
    )


def places_that_are_kept(house: House) -> dict[Any, tuple[int, int, int]]:
    return {
        (each["area_id"], each["kind"]): (each["places"], each["area_m2"], each["capacity"])
        for each in rows(house, place_counts)
    }


def places_counted_anew(house: House) -> dict[Any, tuple[int, int, int]]:
    found: dict[Any, tuple[int, int, int]] = {}
    for each in rows(house, service_places):
        if each["closed_on"] is None:
            key = (each["area_id"], each["kind"])
            places, area_m2, capacity = found.get(key, (0, 0, 0))
            found[key] = (places + 1, area_m2 + (each["area_m2"] or 0), capacity + (each["capacity"] or 0))
    return found


def without_nothing(figures: dict[Any, Any]) -> dict[Any, Any]:
    return {key: figure for key, figure in figures.items() if figure not in (0, (0, 0, 0))}


@pytest.mark.parametrize("seed", range(3))
def test_work_is_counted_as_it_stands_whatever_was_corrected_and_withdrawn(house: House, seed: int):
    chance, versions = Random(seed), dict[str, int]()
    on_duty(house)
    for number in range(30):
        told = {"duty_class": chance.choice(CLASSES), "done_on": chance.choice(DAYS)}
        name = chance.choice([f"entry {number}", *versions])
        if name not in versions:
            log(house, name, chance.choice(MICROS), **told)
            versions[name] = 1
        elif chance.random() < 0.7:
            versions[name] = correct(house, name, versions[name], **told)["version"]
        else:
            withdraw(house, name, versions.pop(name))
    house.clock.moment = NOW + timedelta(days=10)
    merge(house, "micro 1", into="micro 2")

    assert without_nothing(work_that_is_kept(house)) == work_counted_anew(house)


@pytest.mark.parametrize("seed", range(3))
def test_places_are_counted_as_they_stand_whatever_was_changed_closed_and_merged(house: House, seed: int):
    chance, versions = Random(seed), dict[str, int]()
    for number in range(30):
        size = {"area_m2": chance.choice(["10", "20.5"]), "capacity": chance.randrange(50)}
        name = chance.choice([f"place {number}", *versions])
        place = {"place_id": id_of(name), "seen_version": versions.get(name, 0)}
        if name not in versions:
            enter_places(house, a_place(name, chance.choice(MICROS), kind=chance.choice(KINDS), **size))
            versions[name] = 1
        elif chance.random() < 0.7:
            moved = {"area_id": id_of(chance.choice(MICROS))}
            versions[name] = house.ask("change_place", **place, **size, **moved)["version"]
        else:
            house.ask("close_place", **place, on="2026-03-01")
            versions.pop(name)
    house.clock.moment = NOW + timedelta(days=10)
    merge(house, "micro 1", into="micro 2")

    assert without_nothing(places_that_are_kept(house)) == places_counted_anew(house)
