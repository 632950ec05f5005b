"""The tree as it was on a day, and what became of it, on both databases."""

from datetime import timedelta

import pytest

from services.grids.areas.domain.change_errors import EffectiveBeforeFounding, EffectiveInFuture
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.domain.trace_errors import DayToCome
from tests.grids.areas.changing import LATER, abolish, changes, lived_in, merge, split, then
from tests.grids.builders import TODAY, an_area, id_of
from tests.grids.house import House

BETWEEN = TODAY + timedelta(days=5)
GROUND = {
    "total": None, "school": "total", "base 1": "total", "base 2": "total", "micro 1": "base 1",
    "micro 2": "base 1", "micro 3": "base 2",
}  # fmt: skip


def test_the_tree_is_answered_as_it_was_before_and_as_it_is_after(house: House):
    lived_in(house)
    house.ask("rename_area", area_id=id_of("base 2"), name="again", seen_version=1)
    house.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 2"), seen_version=1)
    merge(house, "base 1", into="base 2")
    split(house, "micro 1", "part")

    assert then(house, "total", BETWEEN) == GROUND
    assert then(house, "total", LATER) == {
        "total": None, "school": "total", "again": "total", "micro 1": "again", "micro 2": "again",
        "micro 3": "again", "part": "again",
    }  # fmt: skip


def test_a_change_of_a_past_day_holds_from_that_day_on(house: House):
    lived_in(house)
    house.ask(
        "rename_area", area_id=id_of("base 2"), name="again", seen_version=1,
        effective_on=BETWEEN.isoformat(), document_number="成民〔2026〕3号",
    )  # fmt: skip
    before = BETWEEN - timedelta(days=1)

    assert "again" not in then(house, "total", before)
    assert "again" in then(house, "total", BETWEEN)
    [_, renamed] = changes(house, "base 2")
    assert (renamed["was"], renamed["became"], renamed["document_number"], renamed["effective_on"]) == (
        "base 2", "again", "成民〔2026〕3号", BETWEEN.isoformat(),
    )  # fmt: skip


def test_of_several_changes_of_a_day_the_last_is_what_was(house: House):
    lived_in(house)
    for version, name in enumerate(["first", "second"], start=1):
        house.ask("rename_area", area_id=id_of("base 2"), name=name, seen_version=version)

    assert {"first", "second"} & set(then(house, "total", LATER)) == {"second"}


def test_nothing_was_there_before_its_founding(house: House):
    assert then(house, "total", TODAY - timedelta(days=1)) == {}
    assert then(house, "total", TODAY) == GROUND


def test_what_is_founded_late_is_entered_with_its_day(house: House):
    lived_in(house)
    house.ask("found_areas", areas=[an_area("x", "base", "total")], effective_on=BETWEEN.isoformat())

    assert "x" not in then(house, "total", BETWEEN - timedelta(days=1))
    assert "x" in then(house, "total", BETWEEN)


@pytest.mark.parametrize(
    ("day", "refusal"),
    [(LATER + timedelta(days=1), EffectiveInFuture), (TODAY - timedelta(days=1), EffectiveBeforeFounding)],
)
def test_nothing_is_founded_on_a_day_to_come_or_before_what_it_stands_under(house: House, day, refusal):
    lived_in(house)
    with pytest.raises(refusal):
        house.ask("found_areas", areas=[an_area("x", "base", "total")], effective_on=day.isoformat())


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_the_tree_of_a_day_is_read_page_by_page(house: House, limit):
    lived_in(house)
    abolish(house, "micro 3")
    names, after = [], None
    while True:
        asked = {"area_id": id_of("community"), "on": BETWEEN.isoformat(), "limit": limit, "after": after}
        page = house.ask("list_areas_then", **asked)
        names += [each["name"] for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert names[0] == "community"
    assert sorted(names) == sorted([*GROUND, "community"])


def test_the_changes_of_an_area_are_read_page_by_page(house: House):
    for version, name in enumerate(["first", "second"], start=1):
        house.ask("rename_area", area_id=id_of("base 2"), name=name, seen_version=version)

    page = house.ask("list_area_changes", area_id=id_of("base 2"), limit=2)
    assert [each["kind"] for each in page["items"]] == ["founded", "renamed"]
    rest = house.ask("list_area_changes", area_id=id_of("base 2"), limit=2, after=page["next"])
    assert [each["became"] for each in rest["items"]] == ["second"]


@pytest.mark.parametrize("method", ["list_area_changes", "list_areas_then"])
def test_the_history_of_what_one_does_not_see_is_unknown(house: House, method):
    on = {"on": TODAY.isoformat()} if method == "list_areas_then" else {}
    with pytest.raises(AreaUnknown):
        house.holding(id_of("elsewhere")).ask(method, area_id=id_of("micro 1"), **on)


def test_a_move_stands_in_the_history_of_what_was_left_and_of_what_was_joined(house: House):
    lived_in(house)
    house.ask("move_area", area_id=id_of("micro 2"), parent_id=id_of("base 2"), seen_version=1)

    moved = changes(house, "micro 2")[-1]
    assert (moved["kind"], moved["from_ids"], moved["to_ids"]) == (
        "resubordinated", [id_of("micro 2")], [id_of("micro 2")],
    )  # fmt: skip
    assert (moved["was"], moved["became"]) == (id_of("base 1"), id_of("base 2"))
    for parent in ("base 1", "base 2"):
        assert changes(house, parent)[1:] == [moved]
    assert [each["kind"] for each in changes(house, "total")] == ["founded"]


def test_how_it_will_be_on_a_day_to_come_nobody_is_told(house: House):
    lived_in(house)
    ahead = {"area_id": id_of("total"), "on": (LATER + timedelta(days=1)).isoformat()}
    with pytest.raises(DayToCome) as refused:
        house.ask("list_areas_then", **ahead)
    assert refused.value.about == ("on",)
    assert then(house, "total", LATER) == GROUND


def test_what_a_merge_or_a_split_took_along_has_it_among_its_changes(house: House):
    """So the day is told before which it cannot be changed any more."""
    lived_in(house)
    merge(house, "base 1", into="base 2", effective_on=LATER.isoformat())
    split(house, "base 2", "part", children={"micro 1": "part"})

    assert [each["kind"] for each in changes(house, "micro 1")] == ["founded", "merged", "split"]
    assert changes(house, "micro 1")[1:] == changes(house, "base 2")[1:]
    assert [each["kind"] for each in changes(house, "micro 3")] == ["founded"]
