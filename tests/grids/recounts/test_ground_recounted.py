"""Figures of the ground counted anew: what is kept is right, or is told and set right; on both databases."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, update

from services.chassis.jobs import Finished, JobState
from services.chassis.wire import dumps, loads
from services.grids.dwellings.store import coverage
from services.grids.places.store.tables import place_counts
from services.grids.recounts.use_cases import recount_ground
from services.grids.service import GridsService
from services.grids.work_log.store.tables import work_counts
from tests.grids.area_sheets.fakes import a_job
from tests.grids.areas.changing import merge
from tests.grids.builders import id_of, the_ground
from tests.grids.dwellings.estates import a_building, give
from tests.grids.dwellings.estates import enter as enter_buildings
from tests.grids.house import House, statements
from tests.grids.places.huts import a_place
from tests.grids.places.huts import enter as enter_places
from tests.grids.work_log.days import correct, log, on_duty, withdraw
from tests.grids.work_log.days import figures as worked

NOTHING = {"work": 0, "places": 0, "dwellings": 0}
WORKED = {("2026-02", "hazards"): 1, ("2026-03", "hazards"): 1, ("2026-03", "emergency"): 1}
PLACED = {"canteen": (1, "60.5", 0), "parent_child_room": (2, "30.25", 12)}
HOUSED = (18, 6)
EVERY_SIZE = pytest.mark.parametrize("at_once", [1, 5, 200])


@pytest.fixture
def lived_in(house: House) -> House:
    """Work, places and dwellings, some corrected, withdrawn and closed; a grid of them has ended since."""
    on_duty(house)
    log(house, "a", "micro 1", done_on="2026-02-28")
    log(house, "b", "micro 1")
    log(house, "c", "micro 3")
    log(house, "d", "micro 3")
    correct(house, "b", 1, duty_class="emergency")
    withdraw(house, "d", 1)
    enter_places(
        house,
        a_place("one", area_m2="30.25"),
        a_place("two", "micro 2", capacity=12),
        a_place("three", "micro 3", kind="canteen", area_m2="60.50"),
        a_place("four", "micro 3", area_m2="9", capacity=9),
    )
    house.ask("close_place", place_id=id_of("four"), on="2026-03-01", seen_version=1)
    enter_buildings(house, a_building("A"), a_building("B", units=1))
    give(house, ("A", 1, 1, "micro 1"), ("B", 1, 1, "school"))
    merge(house, "micro 1", into="micro 2")
    return house


def recounted(house: House) -> dict[str, Any]:
    """What came of the job, step by step."""
    going = a_job("job", "recount_kept_figures", JobState.RUNNING)
    while True:
        call, service = house._call(True, "recount_kept_figures"), GridsService()
        service.begin = call.begin
        try:
            kept = service.recount_kept_figures(going, call.caller)
            call.commit()
        finally:
            call.rollback()
        if isinstance(kept, Finished):
            return kept.result
        going = replace(going, cursor=kept.cursor, done=kept.done)


def wrong(house: House, **found: int) -> bool:
    """Just that was found, and nothing a second time."""
    first, second = recounted(house), recounted(house)
    assert second == {"areas": 14, "differing": 0, "wrong": NOTHING}
    return first == {"areas": 14, "differing": sum(found.values()), "wrong": NOTHING | found}


def spoil(house: House, table: Table, change: Any, **its: Any) -> None:
    with house.begin() as tx:
        conditions = [table.c[name] == value for name, value in its.items()]
        assert tx.rows.write(change.where(tx.rows.of(table), *conditions)) == 1


def lay(house: House, table: Table, **row: Any) -> None:
    with house.begin() as tx:
        tx.rows.write(insert(table), **row, district=house.district)


def placed(house: House) -> dict[str, tuple[int, str, int]]:
    kinds = house.ask("count_places", area_id=id_of("county"))["kinds"]
    return {each["kind"]: (each["places"], each["area_m2"], each["capacity"]) for each in kinds}


def housed(house: House) -> tuple[int, int]:
    found = house.ask("report_coverage", area_id=id_of("community"))
    return found["dwellings"], found["uncovered"]


def test_nothing_differs_of_what_is_kept_with_each_change(lived_in: House):
    assert wrong(lived_in)
    assert (worked(lived_in), placed(lived_in), housed(lived_in)) == (WORKED, PLACED, HOUSED)


@EVERY_SIZE
def test_work_that_differs_is_told_and_right_afterwards(
    lived_in: House, at_once: int, monkeypatch: pytest.MonkeyPatch
):
    """One too many, one that is missing, one of an area and a month without any work."""
    monkeypatch.setattr(recount_ground, "AT_ONCE", at_once)
    more = {"entries": work_counts.c.entries + 1}
    spoil(lived_in, work_counts, update(work_counts).values(more), area_id=id_of("micro 3"))
    missing = {"area_id": id_of("micro 1"), "month": date(2026, 2, 1)}
    spoil(lived_in, work_counts, delete(work_counts), **missing)
    strange = {"area_id": id_of("base 2"), "month": date(2025, 1, 1), "duty_class": "hazards"}
    lay(lived_in, work_counts, **strange, entries=7)
    assert worked(lived_in) != WORKED

    assert wrong(lived_in, work=3)
    assert worked(lived_in) == WORKED
    assert worked(lived_in, year=2025) == {}


@EVERY_SIZE
def test_places_that_differ_are_told_and_right_afterwards(
    lived_in: House, at_once: int, monkeypatch: pytest.MonkeyPatch
):
    """A capacity, a kind that is missing, one of an area without any place."""
    monkeypatch.setattr(recount_ground, "AT_ONCE", at_once)
    less = {"capacity": place_counts.c.capacity - 5}
    spoil(lived_in, place_counts, update(place_counts).values(less), area_id=id_of("micro 2"))
    spoil(lived_in, place_counts, delete(place_counts), area_id=id_of("micro 3"), kind="canteen")
    lay(lived_in, place_counts, area_id=id_of("base 2"), kind="canteen", places=3, area_m2=100, capacity=0)
    assert placed(lived_in) != PLACED

    assert wrong(lived_in, places=3)
    assert placed(lived_in) == PLACED


@EVERY_SIZE
def test_dwellings_that_differ_are_told_and_right_afterwards(
    lived_in: House, at_once: int, monkeypatch: pytest.MonkeyPatch
):
    """Of a community with too few in no grid, and of one that has no dwelling."""
    monkeypatch.setattr(recount_ground, "AT_ONCE", at_once)
    fewer = {"uncovered": coverage.c.uncovered - 2}
    spoil(lived_in, coverage, update(coverage).values(fewer), community_id=id_of("community"))
    lay(lived_in, coverage, community_id=id_of("elsewhere"), dwellings=1, uncovered=1)
    assert housed(lived_in) == (18, 4)

    assert wrong(lived_in, dwellings=2)
    assert housed(lived_in) == HOUSED


def test_a_community_whose_row_is_missing_gets_it_again(lived_in: House):
    spoil(lived_in, coverage, delete(coverage), community_id=id_of("community"))

    assert wrong(lived_in, dwellings=1)
    assert housed(lived_in) == HOUSED


def test_each_kind_of_a_page_is_looked_at_in_one_statement_and_the_tree_held_where_one_is_wrong(
    lived_in: House,
):
    """What two statements count may have changed between them; figures of a merge are carried elsewhere."""
    assert steps(lived_in) == ["look"] * 3

    more = {"places": place_counts.c.places + 1}
    its = {"area_id": id_of("micro 3"), "kind": "canteen"}
    spoil(lived_in, place_counts, update(place_counts).values(more), **its)
    assert steps(lived_in) == [*["look"] * 3, "trees", *["look"] * 3, "place_counts", "audit"]


def steps(house: House) -> list[str]:
    """Of a recount: a look, or the table that is written."""
    with statements() as sent:
        recounted(house)
        return [
            "look" if "UNION ALL" in text else text.split()[2]
            for text in sent
            if "UNION ALL" in text or text.startswith("INSERT INTO")
        ]


def test_another_districts_figures_are_left_alone(lived_in: House):
    there = lived_in.elsewhere()
    there.ask("found_areas", areas=loads(dumps(the_ground())))
    spoil(lived_in, coverage, delete(coverage), community_id=id_of("community"))

    assert recounted(there) == {"areas": 14, "differing": 0, "wrong": NOTHING}
    assert housed(lived_in) == (0, 0)
