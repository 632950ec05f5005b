"""Whoever comes into another area with their dwelling is counted there: once, and in any order."""

from typing import Any

import pytest

from services.chassis.storage import mirroring, trees
from services.chassis.storage.trees import Moved, TreeLog
from services.members.residents.store.tables import areas
from services.members.residents.use_cases import follow_dwellings as room
from tests.members.builders import a_household, a_number, a_resident, id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, a_line, an_import, taken
from tests.members.register_import.test_undone import taken_back
from tests.members.residents.test_following_dwellings import heard, moved
from tests.members.tallies.counting import counts, differences

NEW = {"north": "1/2/7/", "below north": "1/2/7/8/"}


def told_of(house: House, paths: dict[str, str], *, feed: bool = False) -> None:
    """The mirror hears of areas, in an event or as a page of a feed."""
    rows = [
        {"id": id_of(name), "parent_id": None, "path": path, "kind": "micro", "name": name, "active": True,
         "version": 1, "removed": False}
        for name, path in paths.items()
    ]  # fmt: skip
    with house.begun() as tx:
        if feed:
            mirroring.feed(tx.rows, areas, rows, epoch=1)
        else:
            mirroring.upsert(tx.rows, areas, rows)


def die(house: House, name: str, seen_version: int) -> Any:
    died = {"died_on": "2026-03-05", "seen_version": seen_version}
    return house.ask("record_death", resident_id=id_of(name), **died)


@pytest.fixture
def home(house: House) -> House:
    house.settle(a_household(), a_resident("张三"), a_resident("李四", document=None))
    assert differences(house) == 1
    return house


def test_a_household_and_its_people_are_counted_where_their_dwelling_lies_now(home: House):
    heard(home, moved("yard"))
    assert {area: counts(home, area) for area in ("lane", "near", "yard", "far", "county")} == {
        "lane": (0, 0), "near": (0, 0), "yard": (1, 2), "far": (1, 2), "county": (1, 2),
    }  # fmt: skip
    assert differences(home) == 0


def test_what_is_heard_twice_or_late_is_counted_once(home: House):
    for place in (moved("court", 2), moved("yard", 3), moved("court", 2), moved("yard", 3)):
        heard(home, place)
    assert (counts(home, "lane"), counts(home, "court"), counts(home, "yard")) == ((0, 0), (0, 0), (1, 2))
    assert differences(home) == 0


def test_who_is_dead_comes_along_uncounted(home: House):
    die(home, "李四", 1)
    heard(home, moved("court"))
    assert (counts(home, "lane"), counts(home, "court"), differences(home)) == ((0, 0), (1, 1), 0)


def test_dwellings_that_go_to_several_areas_are_counted_in_each(house: House):
    taken(house, *LINES)
    heard(house, moved("court", dwelling=id_of("dwelling 0")), moved("yard", dwelling=id_of("dwelling 1")))
    there = {area: counts(house, area) for area in ("lane", "court", "yard", "county")}
    assert there == {"lane": (1, 3), "court": (1, 3), "yard": (1, 3), "county": (3, 9)}
    assert differences(house) == 0


@pytest.mark.parametrize("feed", [False, True])
@pytest.mark.parametrize("first", ["the area", "the dwelling"])
def test_dwellings_and_their_new_area_are_heard_of_in_any_order(home: House, first: str, feed: bool):
    if first == "the area":
        told_of(home, {"north": NEW["north"]}, feed=feed)
    heard(home, moved("north"))
    if first == "the dwelling":
        assert (counts(home, "lane"), counts(home, "county"), differences(home)) == ((0, 0), (0, 0), 0)
        told_of(home, {"north": NEW["north"]}, feed=feed)
    told_of(home, {"north": NEW["north"]}, feed=feed)
    assert (counts(home, "north"), counts(home, "near"), counts(home, "county")) == ((1, 2), (1, 2), (1, 2))
    assert differences(home) == 0


def test_what_happens_while_an_area_is_not_heard_of_yet_is_counted_as_well(home: House):
    heard(home, moved("north"))
    die(home, "李四", 2)
    told_of(home, {"east": "1/2/9/"})
    assert (counts(home, "east"), counts(home, "county")) == ((0, 0), (0, 0))
    told_of(home, NEW)
    assert (counts(home, "north"), counts(home, "below north"), differences(home)) == ((1, 1), (0, 0), 0)


def test_who_moves_on_before_the_area_is_heard_of_is_counted_where_they_went(home: House):
    heard(home, moved("north", 2))
    heard(home, moved("court", 3))
    told_of(home, NEW)
    assert (counts(home, "north"), counts(home, "court"), differences(home)) == ((0, 0), (1, 2), 0)


def test_an_area_that_ended_gives_its_people_away_whatever_was_heard_of_that(home: House):
    """Its row stays, removed or not, so that its sum loses who left."""
    ended = {"id": id_of("lane"), "parent_id": None, "path": "1/2/3/", "kind": "micro", "name": "lane"}
    with home.begun() as tx:
        mirroring.upsert(tx.rows, areas, [{**ended, "active": False, "version": 2, "removed": True}])
    heard(home, moved("court"))
    assert (counts(home, "court"), counts(home, "near"), differences(home)) == ((1, 2), (1, 2), 0)


def test_a_new_area_that_moves_at_once_has_its_people(home: House):
    heard(home, moved("north"))
    told_of(home, NEW)
    with home.begun() as tx:
        log = TreeLog.of_one(Moved(1, "1/2/7/", "1/5/7/"))
        assert trees.join(tx.rows, areas, 1, log) is not None
    there = (counts(home, "north"), counts(home, "near"), counts(home, "far"))
    assert (there, differences(home)) == (((1, 2), (0, 0), (1, 2)), 0)


def test_an_import_counts_where_dwellings_lie_now_and_its_undoing_where_they_lay_since(house: House):
    heard(house, moved("court", 2, id_of("dwelling 0")))
    into = an_import(house)
    taken(house, *LINES, into=into)
    assert (counts(house, "court"), counts(house, "lane"), differences(house)) == ((1, 3), (2, 6), 0)
    heard(house, moved("yard", 3, id_of("dwelling 0")), moved("north", 3, id_of("dwelling 1")))
    assert (counts(house, "court"), counts(house, "lane"), differences(house)) == ((0, 0), (1, 3), 0)
    assert taken_back(house, into) > 0
    told_of(house, NEW)
    assert (counts(house, "county"), counts(house, "north"), differences(house)) == ((0, 0), (0, 0), 0)


def test_what_an_import_had_changed_is_counted_where_the_dwelling_lies_when_it_is_undone(house: House):
    taken(house, a_line(1))
    into = an_import(house)
    taken(house, a_line(1, relation="51"), into=into)
    heard(house, moved("court", dwelling=id_of("dwelling 0")))
    taken_back(house, into)
    [found] = house.ask("search_residents", document_number=a_number(place=1))["items"]
    assert found["area_id"] == id_of("court")
    assert (counts(house, "lane"), counts(house, "court"), differences(house)) == ((0, 0), (1, 1), 0)


def test_nothing_is_counted_of_what_fails_afterwards(home: House, monkeypatch: pytest.MonkeyPatch):
    def fails(_: Any) -> Any:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(room, "_told", fails)
        with pytest.raises(RuntimeError):
            heard(home, moved("court"))
    assert (counts(home, "lane"), counts(home, "court"), differences(home)) == ((1, 2), (0, 0), 0)
