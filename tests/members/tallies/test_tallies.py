"""Who lives where is counted by differences: the sums are right whatever happened, and where it happened."""

import pytest

from services.chassis.errors import StaleVersion
from services.chassis.storage import mirroring, trees
from services.chassis.storage.trees import Moved, TreeLog
from services.members.residents.store.tables import areas
from services.members.tallies.domain.errors import AreaUnknown
from services.members.tallies.domain.tally import ONE_HOUSEHOLD, ONE_RESIDENT, Count, added, coarse_of
from tests.members.builders import id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, a_line, taken
from tests.members.tallies.counting import counts, differences

DEEP = {"deep": "1/2/3/7/", "deeper": "1/2/3/7/8/", "other": "1/5/6/9/"}


def moved(house: House, version: int, old: str, new: str) -> None:
    """As the mirror of the tree hears it."""
    with house.begun() as tx:
        assert trees.join(tx.rows, areas, version, TreeLog.of_one(Moved(version, old, new))) is not None


@pytest.fixture
def settled(house: House) -> House:
    """Three homes of three in the lane, one of one in the yard, one of one far below the lane."""
    rows = [
        {"id": id_of(name), "parent_id": None, "path": path, "kind": "micro", "name": name, "active": True,
         "version": 1, "removed": False}
        for name, path in DEEP.items()
    ]  # fmt: skip
    with house.begun() as tx:
        mirroring.upsert(tx.rows, areas, rows)
    taken(house, *LINES)
    for number, area in ((31, "yard"), (61, "deeper")):
        line = a_line(number)
        taken(house, a_line(number, dwelling=line.dwelling.__class__(line.dwelling.id, id_of(area))))
    return house


def test_an_area_counts_all_that_lies_in_it(settled: House):
    assert {area: counts(settled, area) for area in ("lane", "court", "yard", "near", "far", "county")} == {
        "lane": (4, 10), "court": (0, 0), "yard": (1, 1), "near": (4, 10), "far": (1, 1), "county": (5, 11),
    }  # fmt: skip
    assert (counts(settled, "deep"), counts(settled, "deeper")) == ((1, 1), (1, 1))
    assert differences(settled) == 0


@pytest.mark.parametrize(
    ("how", "day"),
    [("record_death", {"died_on": "2026-03-05"}), ("record_move_out", {"moved_out_on": "2026-03-05"})],
)
def test_who_lives_there_no_more_is_not_counted(settled: House, how: str, day: dict[str, str]):
    [zhang] = settled.ask("search_residents", name="张1")["items"]
    settled.ask(how, resident_id=zhang["id"], seen_version=zhang["version"], **day)
    assert (counts(settled, "lane"), counts(settled, "county")) == ((4, 9), (5, 10))
    with pytest.raises(StaleVersion):
        settled.ask(how, resident_id=zhang["id"], seen_version=zhang["version"], **day)
    assert (counts(settled, "lane"), differences(settled)) == ((4, 9), 0)


def test_who_moved_out_and_dies_then_is_counted_off_once(settled: House):
    [zhang] = settled.ask("search_residents", name="张1")["items"]
    who, day = {"resident_id": zhang["id"]}, "2026-03-05"
    away = settled.ask("record_move_out", **who, seen_version=zhang["version"], moved_out_on=day)
    settled.ask("record_death", **who, seen_version=away["version"], died_on=day)
    assert (counts(settled, "lane"), counts(settled, "county")) == ((4, 9), (5, 10))
    assert differences(settled) == 0


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        ("1/2/3/7/", "1/5/6/7/", {"lane": (3, 9), "yard": (2, 2), "far": (2, 2), "county": (5, 11)}),
        ("1/2/3/", "1/5/3/", {"near": (0, 0), "far": (5, 11), "lane": (4, 10), "county": (5, 11)}),
        ("1/2/3/", "1/3/", {"near": (0, 0), "lane": (4, 10), "deep": (1, 1), "county": (5, 11)}),
        ("1/2/3/7/8/", "1/8/", {"near": (3, 9), "lane": (3, 9), "deeper": (1, 1), "county": (5, 11)}),
    ],
)
def test_a_subtree_takes_its_people_along(
    settled: House, old: str, new: str, there: dict[str, tuple[int, int]]
):
    moved(settled, 1, old, new)
    assert {area: counts(settled, area) for area in there} == there
    assert differences(settled) == 0


def test_what_was_counted_wrongly_is_found_and_set_right(settled: House):
    with settled.begun() as tx:
        tx.tallies.add({id_of("court"): Count(2, 5), id_of("lane"): ONE_RESIDENT})
    assert counts(settled, "county") == (7, 17)
    assert differences(settled) == 2
    assert (counts(settled, "county"), differences(settled)) == ((5, 11), 0)


def test_counts_are_seen_where_one_may(settled: House):
    assert counts(settled.holding("far"), "far") == (1, 1)
    with pytest.raises(AreaUnknown):
        counts(settled.holding("far"), "near")


def test_another_district_has_its_own(settled: House):
    assert counts(settled.elsewhere(), "county") == (0, 0)


def test_differences_are_added_up_and_those_of_nothing_left_out():
    changes = [("a", ONE_RESIDENT), ("b", ONE_HOUSEHOLD), ("a", Count() - ONE_RESIDENT), ("b", ONE_RESIDENT)]
    assert added(changes) == {"b": Count(1, 1)}


@pytest.mark.parametrize(
    ("path", "coarse"), [("1/", "1/"), ("1/2/3/", "1/2/3/"), ("1/2/3/4/", "1/2/3/"), ("1/2/3/4/5/", "1/2/3/")]
)
def test_a_sum_is_kept_by_the_beginning_of_a_path(path: str, coarse: str):
    assert coarse_of(path) == coarse
