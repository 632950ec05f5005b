"""Who holds a grouping, on both databases: for a term, several at once, and never by their own word."""

from typing import Any

import pytest

from services.chassis.errors import IdTaken
from services.grids.groupings.domain.errors import (
    AlreadyHoldsGrouping,
    AppointsThemselves,
    HoldingDiffers,
    HoldingOver,
    HoldingTwiceInBatch,
    StaffUnknown,
    TermEmpty,
)
from tests.grids.builders import a_person, id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.groupings.yards import UNITS, a_grouping, a_holder, found
from tests.grids.house import House


@pytest.fixture
def staffed(house: House) -> House:
    enter(house, a_building("A", units=UNITS))
    people = [vars(a_person(name)) for name in ("wang", "zhao")]
    house.ask("enter_staff", staff=people)
    found(house, a_grouping("yard"))
    return house


def hold(house: House, seen: int, *holders: dict[str, Any]) -> Any:
    return house.ask(
        "set_grouping_holders", grouping_id=id_of("yard"), holders=list(holders), seen_version=seen
    )


def test_several_hold_a_grouping_and_the_event_has_the_whole_holding(staffed: House):
    held = hold(staffed, 1, a_holder("wang"), a_holder("zhao", valid_to="2026-06-01"))
    assert (held["version"], len(held["holders"])) == (2, 2)
    told = staffed.told()[-1]
    assert told["type"] == "linli.grids.GroupingHoldersChanged.v1"
    assert told["data"]["rows"][1] == {
        "id": id_of("zhao holds"),
        "grouping_id": id_of("yard"),
        "role": "grouping_leader",
        "staff_id": id_of("zhao"),
        "valid_from": "2026-01-01",
        "valid_to": "2026-06-01",
        "version": 1,
    }


def test_a_holding_ends_and_may_end_earlier(staffed: House):
    hold(staffed, 1, a_holder("wang"), a_holder("zhao"))
    ended = hold(staffed, 2, a_holder("wang", valid_to="2026-04-01"))
    assert [(each["valid_to"], each["version"]) for each in ended["holders"]].count(("2026-04-01", 2)) == 1
    assert hold(staffed, 3, a_holder("wang", valid_to="2026-03-10"))["version"] == 4
    for later in ("2026-03-11", None):
        with pytest.raises(HoldingOver):
            hold(staffed, 4, a_holder("wang", valid_to=later))


def test_the_same_holders_once_more_change_nothing(staffed: House):
    hold(staffed, 1, a_holder("wang"))
    before = len(staffed.told())
    assert hold(staffed, 2, a_holder("wang"))["version"] == 2
    assert len(staffed.told()) == before


@pytest.mark.parametrize(
    ("holder", "refusal"),
    [
        (a_holder("nobody"), StaffUnknown),
        (a_holder("zhao", valid_to="2026-01-01"), TermEmpty),
        (a_holder("zhao", id=id_of("wang holds")), HoldingTwiceInBatch),
    ],
)
def test_who_cannot_hold_a_grouping_leaves_it_as_it_was(staffed: House, holder: Any, refusal: Any):
    with pytest.raises(refusal):
        hold(staffed, 1, a_holder("wang"), holder)
    assert staffed.ask("get_grouping", grouping_id=id_of("yard"))["holders"] == []


def test_nobody_holds_a_grouping_twice_at_once(staffed: House):
    hold(staffed, 1, a_holder("wang", valid_to="2026-04-01"))
    twice = a_holder("wang", id=id_of("again"), valid_from="2026-03-31")
    with pytest.raises(AlreadyHoldsGrouping) as refused:
        hold(staffed, 2, twice)
    assert refused.value.values == {"staff_id": id_of("wang"), "holding_id": id_of("wang holds")}
    assert hold(staffed, 2, twice | {"valid_from": "2026-04-01"})["version"] == 3
    with pytest.raises(AlreadyHoldsGrouping):
        hold(staffed, 3, a_holder("zhao"), a_holder("zhao", id=id_of("other")))


def test_a_holding_stays_whose_it_is(staffed: House):
    hold(staffed, 1, a_holder("wang"))
    with pytest.raises(HoldingDiffers):
        hold(staffed, 2, a_holder("zhao", id=id_of("wang holds")))
    found(staffed, a_grouping("other", units=[]))
    with pytest.raises(IdTaken):
        staffed.ask(
            "set_grouping_holders", grouping_id=id_of("other"), holders=[a_holder("wang")], seen_version=1
        )


def test_nobody_makes_themselves_a_holder(staffed: House):
    own_id = "00000000-0000-7000-8000-0000000000ca"
    staffed.ask("enter_staff", staff=[vars(a_person("me", id=own_id))])
    with pytest.raises(AppointsThemselves):
        hold(staffed, 1, a_holder("me", staff_id=own_id))


def test_who_holds_a_closed_grouping_holds_it_no_longer(staffed: House):
    hold(staffed, 1, a_holder("wang"), a_holder("zhao", valid_to="2026-02-01"))
    closed = staffed.ask("close_grouping", grouping_id=id_of("yard"), seen_version=2)
    assert closed["version"] == 3
    held = staffed.ask("get_grouping", grouping_id=id_of("yard"))["holders"]
    assert sorted((each["valid_to"], each["version"]) for each in held) == [
        ("2026-02-01", 1),
        ("2026-03-05", 2),
    ]
    ended, told, _ = staffed.told()[-3:]
    assert [row["id"] for row in ended["data"]["rows"]] == [id_of("wang holds")]
    assert (told["type"], told["data"]["version"]) == ("linli.grids.GroupingEnded.v1", 3)
