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
    TooManyHolders,
)
from tests.grids.builders import a_person, id_of
from tests.grids.dwellings.estates import a_building, enter
from tests.grids.groupings.yards import UNITS, a_grouping, a_holder, found
from tests.grids.house import House, statements

LATER = "2026-04-01"


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


@pytest.mark.parametrize(
    ("first", "on"),
    [
        (LATER, LATER),
        (LATER, "2026-03-05"),
        (LATER, "2026-03-01"),
        ("2026-03-05", "2026-03-05"),
        ("2026-03-05", "2026-03-04"),
    ],
)
def test_who_was_made_a_holder_by_mistake_is_withdrawn_and_never_was_one(staffed: House, first: str, on: str):
    hold(staffed, 1, a_holder("wang", valid_from=first))
    withdrawn = a_holder("wang", valid_from=first, valid_to=on)
    assert hold(staffed, 2, withdrawn)["holders"] == []
    [row] = staffed.told()[-1]["data"]["rows"]
    assert (row["id"], row["valid_to"], row["version"]) == (id_of("wang holds"), first, 2)
    assert hold(staffed, 3, a_holder("wang", id=id_of("again"), valid_from=first))["version"] == 4


def test_one_that_was_withdrawn_is_so_once_and_its_id_stays_taken(staffed: House):
    withdrawn = a_holder("wang", valid_from=LATER, valid_to="2026-03-05")
    hold(staffed, 1, withdrawn | {"valid_to": None})
    hold(staffed, 2, withdrawn)
    before = len(staffed.told())
    for again in ("2026-03-05", LATER):
        assert hold(staffed, 3, withdrawn | {"valid_to": again})["version"] == 3
    assert len(staffed.told()) == before
    with pytest.raises(HoldingOver):
        hold(staffed, 3, withdrawn | {"valid_to": None})
    with pytest.raises(HoldingDiffers):
        hold(staffed, 3, a_holder("zhao", id=id_of("wang holds"), valid_from=LATER))


@pytest.mark.parametrize("on", ["2026-03-04", "2026-03-03"])
def test_who_held_a_grouping_yesterday_is_not_withdrawn(staffed: House, on: str):
    hold(staffed, 1, a_holder("wang", valid_from="2026-03-04"))
    with pytest.raises(TermEmpty):
        hold(staffed, 2, a_holder("wang", valid_from="2026-03-04", valid_to=on))
    assert staffed.ask("get_grouping", grouping_id=id_of("yard"))["holders"][0]["valid_to"] is None


def test_former_holders_leave_room_for_others(staffed: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.grids.groupings.use_cases.set_grouping_holders.AT_MOST", 1)
    hold(staffed, 1, a_holder("wang", valid_to="2026-03-05"))
    hold(staffed, 2, a_holder("zhao"))
    with pytest.raises(TooManyHolders):
        hold(staffed, 3, a_holder("wang", id=id_of("again"), valid_from=LATER))


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


def test_what_somebody_holds_is_listed_until_it_has_ended_and_in_the_caller_s_areas(staffed: House):
    """Without what was closed, or withdrawn."""
    found(staffed, a_grouping("later yard", units=[]), a_grouping("closed yard", units=[]))
    hold(staffed, 1, a_holder("wang", valid_to=LATER), a_holder("zhao"))
    for name, begins in (("later yard", LATER), ("closed yard", "2026-01-01")):
        holder = a_holder("wang", id=id_of(f"wang leads {name}"), valid_from=begins)
        staffed.ask("set_grouping_holders", grouping_id=id_of(name), holders=[holder], seen_version=1)
    staffed.ask("close_grouping", grouping_id=id_of("closed yard"), seen_version=2)

    def held(house: House, **more: Any) -> Any:
        with statements() as sent:
            listed = house.ask("list_held_groupings", staff_id=id_of("wang"), **more)
        assert len(sent) == 1
        return listed

    both = held(staffed, on="2026-03-31")
    assert [each["name"] for each in both["items"]] == ["yard", "later yard"]
    assert both["items"][0] == {
        "id": id_of("wang holds"), "grouping_id": id_of("yard"), "kind": "courtyard", "name": "yard",
        "community_id": id_of("community"), "valid_from": "2026-01-01", "valid_to": LATER,
    }  # fmt: skip
    first = held(staffed, on="2026-03-31", limit=1)
    assert [each["name"] for each in held(staffed, on="2026-03-31", after=first["next"])["items"]] == [
        "later yard"
    ]
    assert [each["name"] for each in held(staffed, on=LATER)["items"]] == ["later yard"]
    assert held(staffed.holding(id_of("elsewhere")), on="2026-03-31")["items"] == []
    leader = staffed.holding(id_of("yard"))
    assert [each["name"] for each in held(leader, on="2026-03-31")["items"]] == ["yard"]
