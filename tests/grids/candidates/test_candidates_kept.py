"""Candidates for grid work on both databases."""

import pytest

from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.candidates.domain import errors as refused
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.candidates.pools import a_candidate, change, enter, listed
from tests.grids.house import House


def test_a_candidate_is_kept_as_told(house: House):
    told = a_candidate("zhao", "base 1", "volunteer", "building_leader")
    [entered] = enter(house, told)
    assert entered == told | {"version": 1}
    assert house.ask("get_candidate", candidate_id=id_of("zhao")) == entered
    assert house.told()[-1]["data"] == {
        "first_id": id_of("zhao"),
        "rows": [{"id": id_of("zhao"), "area_id": id_of("base 1"), "version": 1}],
    }


def test_the_same_candidates_again_change_nothing_and_other_content_is_refused(house: House):
    told = a_candidate("zhao", "micro 1", "volunteer")
    enter(house, told)
    before = len(house.told())
    assert enter(house, told | {"tags": ["volunteer", "volunteer"]})[0]["version"] == 1
    assert len(house.told()) == before
    with pytest.raises(IdTaken) as taken:
        enter(house, a_candidate("other"), told | {"tags": []})
    assert taken.value.about == ("candidates.1.id",)
    with pytest.raises(IdTaken):
        enter(house.holding(id_of("elsewhere")), told | {"area_id": id_of("micro elsewhere")})
    assert listed(house) == ["zhao"]


@pytest.mark.parametrize(
    ("different", "refusal", "field"),
    [
        ({"area_id": id_of("nowhere")}, refused.AreaUnknown, "area_id"),
        ({"tags": ["stranger"]}, refused.CandidateTagUnknown, "tags"),
        ({"id": id_of("good")}, refused.CandidateTwiceInBatch, "id"),
    ],
)
def test_a_batch_with_one_that_does_not_fit_enters_nobody(house: House, different, refusal, field):
    before = len(house.told())
    with pytest.raises(refusal) as told:
        enter(house, a_candidate("good"), a_candidate("bad", **different))
    assert told.value.about == (f"candidates.1.{field}",)
    assert (listed(house), len(house.told())) == ([], before)


def test_a_phone_that_is_none_does_not_fit(house: House):
    with pytest.raises(FieldsInvalid):
        enter(house, a_candidate("zhao", duty_phone="none"))
    assert enter(house, a_candidate("zhao", duty_phone=""))[0]["duty_phone"] == ""


def test_nobody_enters_or_sees_candidates_outside_their_areas(house: House):
    enter(house, a_candidate("zhao", "micro 3"))
    mine = house.holding(id_of("base 1"))
    with pytest.raises(refused.AreaUnknown):
        enter(mine, a_candidate("qian", "micro 3"))
    with pytest.raises(refused.AreaUnknown):
        listed(mine, "micro 3")
    for asked in (
        lambda: mine.ask("get_candidate", candidate_id=id_of("zhao")),
        lambda: change(mine, "zhao", 1, name="x"),
        lambda: mine.ask("take_out_candidate", candidate_id=id_of("zhao"), seen_version=1),
    ):
        with pytest.raises(refused.CandidateUnknown):
            asked()


def test_a_change_leaves_what_is_not_said(house: House):
    [zhao] = enter(house, a_candidate("zhao", "micro 1", "volunteer"))
    changed = change(house, "zhao", 1, tags=["party_backbone"], area_id=id_of("micro 2"))
    assert changed == zhao | {
        "tags": ["party_backbone"], "area_id": id_of("micro 2"), "version": 2,
    }  # fmt: skip
    assert house.ask("get_candidate", candidate_id=id_of("zhao")) == changed
    assert change(house, "zhao", 2, duty_phone="")["duty_phone"] == ""
    assert house.told()[-1]["data"] == {
        "candidate_id": id_of("zhao"), "area_id": id_of("micro 2"), "version": 3,
    }  # fmt: skip
    with pytest.raises(StaleVersion):
        change(house, "zhao", 2, name="x")


def test_a_change_to_what_is_so_already_changes_nothing(house: House):
    [zhao] = enter(house, a_candidate("zhao", "micro 1", "volunteer"))
    before = len(house.told())
    assert change(house, "zhao", 1, name="zhao", tags=["volunteer"]) == zhao
    assert len(house.told()) == before


@pytest.mark.parametrize(
    ("different", "refusal"),
    [
        ({"area_id": id_of("nowhere")}, refused.AreaUnknown),
        ({"tags": ["stranger"]}, refused.CandidateTagUnknown),
    ],
)
def test_a_change_that_does_not_fit_changes_nothing(house: House, different, refusal):
    [zhao] = enter(house, a_candidate("zhao", "micro 1", "volunteer"))
    with pytest.raises(refusal):
        change(house, "zhao", 1, name="x", **different)
    assert house.ask("get_candidate", candidate_id=id_of("zhao")) == zhao


def test_who_is_taken_out_is_kept_no_more(house: House):
    enter(house, a_candidate("zhao", "micro 1", "volunteer"), a_candidate("qian"))
    with pytest.raises(StaleVersion):
        house.ask("take_out_candidate", candidate_id=id_of("zhao"), seen_version=2)
    taken = house.ask("take_out_candidate", candidate_id=id_of("zhao"), seen_version=1)
    assert taken == {"id": id_of("zhao"), "area_id": id_of("micro 1"), "version": 1}
    assert listed(house) == ["qian"]
    assert house.told()[-1]["type"] == "linli.grids.CandidateTakenOut.v1"
    with pytest.raises(refused.CandidateUnknown):
        house.ask("take_out_candidate", candidate_id=id_of("zhao"), seen_version=1)


def test_appointing_a_candidate_makes_them_staff_and_the_list_says_so(house: House):
    enter(house, a_candidate("zhao"), a_candidate("qian"))
    house.ask("enter_staff", staff=[a_person("zhao")])
    house.ask("appoint_staff", appointments=[a_duty("zhao", "micro 1")])
    items = house.ask("list_candidates", area_id=id_of("micro 1"))["items"]
    assert {each["name"]: each["is_staff"] for each in items} == {"zhao": True, "qian": False}
