"""Whose figures of a day make up an area's, in the tree of that day and of a later one."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.domain.trace_errors import AsOfBeforeOn, DayToCome, TooManyAreas
from services.grids.areas.use_cases import trace_areas
from tests.grids.areas.changing import LATER, abolish, lived_in, merge, split
from tests.grids.builders import NOW, TODAY, id_of
from tests.grids.house import House

BETWEEN = TODAY + timedelta(days=5)
NAMES = (
    "county", "township", "community", "total", "school", "base 1", "base 2", "micro 1", "micro 2", "micro 3",
    "part", "other part", "new",
)  # fmt: skip
NAME_OF = {id_of(name): name for name in NAMES}


def traces(house: House, area: str, on: date = BETWEEN, as_of: date | None = LATER) -> Any:
    asked = {"on": on.isoformat(), "as_of": as_of.isoformat() if as_of else None}
    return house.ask("trace_areas", area_id=id_of(area), **asked)


def made_of(found: Any) -> dict[str, set[str]]:
    return {NAME_OF[each["area_id"]]: {NAME_OF[one] for one in each["of"]} for each in found["areas"]}


def unplaced(found: Any) -> dict[str, tuple[set[str], bool]]:
    return {
        NAME_OF[each["area_id"]]: ({NAME_OF[one] for one in each["to_ids"]}, each["is_counted"])
        for each in found["unplaced"]
    }


def test_an_area_is_made_of_what_lies_in_it(house: House):
    lived_in(house)

    found = traces(house, "total")

    assert made_of(found) == {
        "total": {"total"}, "school": {"school"}, "base 1": {"base 1", "micro 1", "micro 2"},
        "base 2": {"base 2", "micro 3"},
    }  # fmt: skip
    assert found["unplaced"] == []


def test_what_merged_is_counted_where_it_went_and_then_where_it_stood(house: House):
    lived_in(house)
    merge(house, "base 1", into="base 2")

    now, before = traces(house, "total"), traces(house, "total", as_of=None)

    assert made_of(now)["base 2"] == {"base 1", "base 2", "micro 1", "micro 2", "micro 3"}
    assert made_of(before)["base 1"] == {"base 1", "micro 1", "micro 2"}
    assert (now["unplaced"], before["unplaced"]) == ([], [])


def test_what_moved_is_counted_where_it_stands(house: House):
    lived_in(house)
    house.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 2"), seen_version=1)

    assert made_of(traces(house, "total"))["base 2"] == {"base 2", "micro 2", "micro 3"}
    assert made_of(traces(house, "total", as_of=None))["base 1"] == {"base 1", "micro 1", "micro 2"}


def test_of_what_was_split_nobody_knows_but_what_all_its_parts_lie_in(house: House):
    lived_in(house)
    split(house, "micro 1", "part")

    below = traces(house, "base 1")

    assert unplaced(below) == {"micro 1": ({"micro 1", "part"}, True)}
    assert made_of(below) == {
        "base 1": {"base 1"}, "micro 1": set(), "micro 2": {"micro 2"}, "part": {"part"},
    }  # fmt: skip
    assert made_of(traces(house, "total"))["base 1"] == {"base 1", "micro 1", "micro 2", "part"}
    assert unplaced(traces(house, "micro 1")) == {"micro 1": ({"micro 1", "part"}, False)}
    assert traces(house, "base 1", as_of=None)["unplaced"] == []
    assert traces(house, "base 1", on=LATER)["unplaced"] == []


def test_parts_that_became_one_again_are_no_riddle(house: House):
    lived_in(house)
    split(house, "micro 1", "part", "other part", primary="part")
    merge(house, "part", into="other part")

    found = traces(house, "base 1")

    assert (made_of(found)["other part"], found["unplaced"]) == ({"micro 1", "part", "other part"}, [])


def test_what_ended_without_a_successor_is_still_counted_where_it_stood(house: House):
    house.ask("found_areas", areas=[{**new("new"), "parent_id": id_of("base 2")}])
    lived_in(house)
    abolish(house, "new")

    assert unplaced(traces(house, "base 2")) == {"new": (set(), True)}
    assert made_of(traces(house, "total"))["base 2"] == {"base 2", "micro 3", "new"}
    merge(house, "base 2", into="base 1")
    assert unplaced(traces(house, "base 1")) == {"new": (set(), True)}


def test_what_came_and_ended_on_one_day_is_counted_where_it_stood(house: House):
    """It was counted that evening, and ended of that day on a later one."""
    house.ask("found_areas", areas=[{**new("new"), "parent_id": id_of("base 2")}])
    house.clock.moment = NOW + timedelta(days=10)
    abolish(house, "new", effective_on=TODAY.isoformat())

    for as_of in (TODAY, LATER):
        found = traces(house, "total", on=TODAY, as_of=as_of)
        assert made_of(found)["base 2"] == {"base 2", "micro 3", "new"}
        assert found["unplaced"] == []


def test_what_a_change_of_an_earlier_day_ended_is_counted_with_its_successor_that_day(house: House):
    lived_in(house)
    merge(house, "base 1", into="base 2", effective_on=BETWEEN.isoformat())
    split(house, "micro 3", "part", effective_on=BETWEEN.isoformat())

    found = traces(house, "total", as_of=None)

    assert made_of(found)["base 2"] == {
        "base 1", "base 2", "micro 1", "micro 2", "micro 3", "part",
    }  # fmt: skip
    assert unplaced(traces(house, "base 2", as_of=None)) == {"micro 3": ({"micro 3", "part"}, True)}
    assert "base 1" in made_of(traces(house, "total", on=BETWEEN - timedelta(days=1), as_of=None))


def test_what_went_out_of_the_area_is_not_its_own_any_more(house: House):
    lived_in(house)
    merge(house, "micro 1", into="micro 2")
    house.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 2"), seen_version=1)

    assert made_of(traces(house, "base 1")) == {"base 1": {"base 1"}}
    assert made_of(traces(house, "base 2"))["micro 2"] == {"micro 1", "micro 2"}


def test_nothing_is_traced_of_what_was_not_founded(house: House):
    found = traces(house, "total", on=TODAY - timedelta(days=1), as_of=None)
    assert (found["areas"], found["unplaced"]) == ([], [])


@pytest.mark.parametrize(
    ("on", "as_of", "refusal"),
    [
        (LATER + timedelta(days=1), None, DayToCome),
        (BETWEEN, LATER + timedelta(days=1), DayToCome),
        (BETWEEN, BETWEEN - timedelta(days=1), AsOfBeforeOn),
    ],
)
def test_days_follow_each_other_up_to_today(house: House, on: date, as_of: date | None, refusal: Any):
    lived_in(house)
    with pytest.raises(refusal):
        traces(house, "total", on=on, as_of=as_of)


def test_more_than_so_many_areas_are_not_traced_at_once(house: House, monkeypatch: pytest.MonkeyPatch):
    lived_in(house)
    monkeypatch.setattr(trace_areas, "AT_MOST", 7)
    assert traces(house, "total")["areas"]
    with pytest.raises(TooManyAreas):
        traces(house, "community")


def test_what_one_may_not_see_is_not_traced(house: House):
    lived_in(house)
    with pytest.raises(AreaUnknown):
        traces(house.holding(id_of("base 1")), "base 2")


def new(name: str) -> dict[str, Any]:
    return {"id": id_of(name), "name": name, "kind": "micro"}
