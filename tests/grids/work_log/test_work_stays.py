"""What was done in areas that end stays with the area of then, and sums over the parent still add up."""

from datetime import timedelta

import pytest

from services.grids.work_log.domain.errors import AreaEnded
from tests.grids.areas.changing import abolish, merge, split
from tests.grids.builders import NOW, id_of
from tests.grids.house import House
from tests.grids.work_log.days import an_entry, correct, entries, figures, ids, listed, log, on_duty, withdraw


@pytest.fixture
def later(house: House) -> House:
    """Work in three micro-grids, and ten days on."""
    on_duty(house)
    log(house, "a", "micro 1")
    log(house, "b", "micro 2")
    log(house, "c", "micro 3")
    house.clock.moment = NOW + timedelta(days=10)
    return house


def test_a_merge_leaves_work_where_it_was_done(later: House):
    merge(later, "micro 1", into="micro 2")
    assert (listed(later, area_id=id_of("micro 1")), entries(later, "micro 1")) == (ids("a"), 1)
    assert (listed(later, area_id=id_of("micro 2")), entries(later, "micro 2")) == (ids("b"), 1)
    assert set(listed(later, area_id=id_of("base 1"))) == set(ids("a", "b"))
    assert entries(later, "base 1") == 2
    assert later.ask("get_work_entry", entry_id=id_of("a"))["version"] == 1


def test_a_split_and_an_abolition_leave_it_as_well(later: House):
    split(later, "micro 1", "north", "south", primary="south")
    abolish(later, "micro 2")
    assert (entries(later, "south"), entries(later, "micro 1"), entries(later, "micro 2")) == (0, 1, 1)
    assert (entries(later, "base 1"), entries(later, "community")) == (2, 3)


def test_a_base_grid_that_ends_takes_its_ended_grids_along_no_further_than_its_parent(later: House):
    """What ended below it stays below it; what stands moves on with its figures."""
    abolish(later, "micro 1", successor="micro 2")
    merge(later, "base 1", into="base 2")
    assert (entries(later, "base 1"), entries(later, "base 2"), entries(later, "total")) == (1, 2, 3)


def test_a_moved_area_takes_its_figures_along(later: House):
    version = later.ask("get_area", area_id=id_of("micro 1"))["version"]
    later.ask(
        "move_area",
        area_id=id_of("micro 1"),
        parent_id=id_of("base 2"),
        seen_version=version,
    )
    assert (entries(later, "base 1"), entries(later, "base 2")) == (1, 2)


def test_nothing_more_is_written_down_in_an_area_that_ended(later: House):
    merge(later, "micro 1", into="micro 2")
    with pytest.raises(AreaEnded) as refused:
        log(later, "late", "micro 1")
    assert refused.value.about == ("area_id",)
    assert entries(later, "base 1") == 2


def test_what_a_correction_leaves_as_it_was_is_not_judged_anew(later: House):
    """The area ended from a day before that of the entry: its day stays, its text is put right."""
    log(later, "late", "micro 1", done_on="2026-03-12")
    merge(later, "micro 1", into="micro 2", effective_on="2026-03-10")
    assert correct(later, "late", 1, done_on="2026-03-12", text="更正。")["version"] == 2
    with pytest.raises(AreaEnded):
        correct(later, "late", 2, done_on="2026-03-11")


def test_the_same_entry_once_more_is_taken_as_done_though_its_area_has_ended(later: House):
    merge(later, "micro 1", into="micro 2")
    assert later.ask("log_work", **an_entry("a"))["version"] == 1
    assert entries(later, "micro 1") == 1


def test_an_entry_of_an_area_that_ended_is_corrected_for_the_days_before_and_withdrawn(later: House):
    merge(later, "micro 1", into="micro 2", effective_on="2026-03-10")
    with pytest.raises(AreaEnded) as refused:
        correct(later, "a", 1, done_on="2026-03-10")
    assert refused.value.about == ("done_on",)
    assert correct(later, "a", 1, done_on="2026-03-09")["version"] == 2
    withdraw(later, "a", 2)
    assert figures(later, "micro 1") == {}
