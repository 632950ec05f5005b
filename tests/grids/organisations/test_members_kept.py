"""Members of organisations on both databases."""

from datetime import date

import pytest

from services.chassis.errors import IdTaken, StaleVersion
from services.grids.organisations.domain import errors as refused
from services.grids.organisations.domain.membership import Membership
from tests.grids.builders import a_person, id_of
from tests.grids.house import House
from tests.grids.organisations.trees import THE_ASSOCIATION, THE_PARTY, a_member, found, join, members

WANG = id_of("wang is a member")


@pytest.fixture
def standing(house: House) -> House:
    house.ask("enter_staff", staff=[a_person("wang"), a_person("li")])
    found(house, *THE_PARTY, *THE_ASSOCIATION)
    return house


def test_a_member_sent_by_a_department_is_kept_with_it(standing: House):
    sent = a_member("wang", capacity="part_time_member", department="教育局")
    assert join(standing, "branch 1", 1, sent)["version"] == 2
    [kept] = standing.ask("list_organisation_members", organisation_id=id_of("branch 1"))["items"]
    assert kept == sent | {"version": 1}
    [told] = [each["data"] for each in standing.told() if "OrganisationMembersChanged" in each["type"]]
    assert [row["capacity"] for row in told["rows"]] == ["part_time_member"]
    assert "教育局" not in str(told)


def test_the_same_members_again_change_nothing(standing: House):
    join(standing, "branch 1", 1, a_member("wang"))
    events = len(standing.told())
    assert join(standing, "branch 1", 2, a_member("wang"))["version"] == 2
    assert len(standing.told()) == events


@pytest.mark.parametrize(
    ("different", "refusal", "field"),
    [
        ({"staff_id": id_of("nobody")}, refused.StaffUnknown, "staff_id"),
        ({"capacity": "emperor"}, refused.CapacityUnknown, "capacity"),
        ({"capacity": "part_time_member"}, refused.DepartmentMissing, "department"),
        ({"valid_to": "2026-01-01"}, refused.TermEmpty, "valid_to"),
        ({"valid_from": "2020-06-30"}, refused.MemberBeforeFounding, "valid_from"),
        ({"id": id_of("li is a member")}, refused.MembershipTwiceInBatch, "id"),
        ({"staff_id": id_of("li"), "valid_from": "2027-01-01"}, refused.AlreadyMember, "staff_id"),
    ],
)
def test_members_of_whom_one_does_not_fit_are_none(standing: House, different, refusal, field):
    with pytest.raises(refusal) as told:
        join(standing, "branch 1", 1, a_member("li"), a_member("wang") | different)
    assert f"members.1.{field}" in told.value.about
    assert members(standing, "branch 1") == []


def test_somebody_is_a_member_again_once_the_term_before_is_over(standing: House):
    join(standing, "branch 1", 1, a_member("wang", valid_to="2026-02-01"))
    again = a_member("wang", id=id_of("again"), valid_from="2026-01-31")
    with pytest.raises(refused.AlreadyMember):
        join(standing, "branch 1", 2, again)
    join(standing, "branch 1", 2, again | {"valid_from": "2026-02-01"})
    assert members(standing, "branch 1", on="2026-01-31") == [WANG]
    assert members(standing, "branch 1", on="2026-02-01") == [id_of("again")]
    join(standing, "branch 2", 1, a_member("wang", id=id_of("elsewhere too")))


def test_a_membership_only_ends_and_only_earlier(standing: House):
    join(standing, "branch 1", 1, a_member("wang", valid_to="2026-06-01"))
    for different, refusal in (
        ({"valid_to": "2026-06-02"}, refused.MembershipOver),
        ({"valid_to": None}, refused.MembershipOver),
        ({"capacity": "secretary"}, refused.MembershipDiffers),
        ({"staff_id": id_of("li")}, refused.MembershipDiffers),
    ):
        with pytest.raises(refusal):
            join(standing, "branch 1", 2, a_member("wang", valid_to="2026-06-01") | different)
    join(standing, "branch 1", 2, a_member("wang", valid_to="2026-05-01"))
    [kept] = standing.ask("list_organisation_members", organisation_id=id_of("branch 1"))["items"]
    assert (kept["valid_to"], kept["version"]) == ("2026-05-01", 2)
    with pytest.raises(StaleVersion):
        join(standing, "branch 1", 2, a_member("li"))
    with pytest.raises(IdTaken):
        join(standing, "branch 2", 1, a_member("wang"))


def test_an_id_that_came_first_in_another_organisation_is_left_as_it_is(standing: House):
    """As of two at once, of whom each found it new."""
    join(standing, "branch 1", 1, a_member("wang"))
    same_id = Membership(WANG, id_of("wang"), "member", date(2026, 1, 1), date(2026, 2, 1))
    with pytest.raises(IdTaken), standing.begin() as tx:
        tx.organisation_members.keep(id_of("branch 2"), [same_id])
    [kept] = standing.ask("list_organisation_members", organisation_id=id_of("branch 1"))["items"]
    assert (kept["valid_to"], kept["version"]) == (None, 1)


def test_whoever_takes_over_on_the_day_is_named_with_whoever_leaves(standing: House):
    """One ends and goes on in another capacity in one request."""
    join(standing, "branch 1", 1, a_member("wang"))
    secretary = a_member("wang", id=id_of("as secretary"), capacity="secretary", valid_from="2026-03-01")
    join(standing, "branch 1", 2, a_member("wang", valid_to="2026-03-01"), secretary)
    assert members(standing, "branch 1", on="2026-03-01") == [id_of("as secretary")]


def test_nobody_is_a_member_of_what_is_closed(standing: House):
    coming = a_member("li", valid_from="2026-04-01")
    join(standing, "cell 1", 1, a_member("wang"), coming)
    closing = {"organisation_id": id_of("cell 1"), "on": "2026-03-01", "seen_version": 2}
    standing.ask("close_organisation", **closing)
    assert members(standing, "cell 1", on="2026-02-28") == [WANG]
    assert members(standing, "cell 1", on="2026-03-01") == members(standing, "cell 1", on="2026-04-01") == []
    with pytest.raises(refused.OrganisationClosed):
        join(standing, "cell 1", 3, a_member("li", id=id_of("late")))


def test_a_list_of_members_goes_on_behind_what_was_seen(standing: House):
    join(standing, "branch 1", 1, a_member("wang"), a_member("li", valid_from="2026-02-01"))
    asked = {"organisation_id": id_of("branch 1"), "limit": 1}
    first = standing.ask("list_organisation_members", **asked)
    rest = standing.ask("list_organisation_members", **asked, after=first["next"])
    assert [each["staff_id"] for each in first["items"] + rest["items"]] == [id_of("wang"), id_of("li")]
