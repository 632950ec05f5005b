"""The preferred candidates come first, by tags that are a district's own (S2.61)."""

from datetime import timedelta

import pytest

from services.chassis.errors import FieldsInvalid, PermissionMissing, StaleVersion
from services.chassis.wire import dumps, loads
from services.grids.candidates.domain import errors as refused
from tests.grids.areas.changing import abolish, merge
from tests.grids.builders import NOW, an_area, id_of
from tests.grids.candidates.pools import a_candidate, by_id, change, enter, listed
from tests.grids.house import House

TEACHER = {"key": "teacher", "name_zh": "教师", "name_en": "teacher", "preferred": True}
VOLUNTEER = {"key": "volunteer", "name_zh": "志愿者", "name_en": "volunteer", "preferred": False}


def fill(house: House) -> None:
    enter(
        house,
        a_candidate("a", "micro 1"),
        a_candidate("b", "micro 2", "building_leader", "party_backbone"),
        a_candidate("c", "micro 1", "volunteer"),
        a_candidate("d", "base 1", "party_group_member", "volunteer"),
        a_candidate("e", "micro 3", "party_backbone"),
    )


def write(house: House, *tags: dict[str, object], on: str = "2026-03-05", seen: int = 0) -> None:
    house.ask("write_candidate_tags", valid_from=on, tags=list(tags), seen_version=seen)


def test_party_backbones_building_leaders_and_party_group_members_come_first(house: House):
    fill(house)
    items = house.ask("list_candidates", area_id=id_of("base 1"))["items"]
    assert [each["name"] for each in items] == [*by_id("b", "d"), *by_id("a", "c")]
    assert [each["preferred"] for each in items] == [True, True, False, False]
    [b] = [each for each in items if each["name"] == "b"]
    assert b["tags"] == ["building_leader", "party_backbone"]
    assert listed(house) == [*by_id("b", "d", "e"), *by_id("a", "c")]
    assert listed(house, "micro 1") == by_id("a", "c")


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_pages_go_on_from_the_preferred_to_the_others(house: House, limit):
    fill(house)
    found, after = [], None
    while True:
        page = house.ask("list_candidates", area_id=id_of("community"), limit=limit, after=after)
        assert len(page["items"]) <= limit
        found += [each["name"] for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == [*by_id("b", "d", "e"), *by_id("a", "c")]


@pytest.mark.parametrize("after", [[2, ""], [True, ""], ["0", ""], [0], [0, 1], [0, "", ""]])
def test_a_page_after_something_else_is_refused(house: House, after):
    with pytest.raises(FieldsInvalid):
        listed(house, after=after)


def test_a_district_says_from_a_day_on_who_is_preferred(house: House):
    fill(house)
    write(house, TEACHER, VOLUNTEER | {"preferred": True}, on="2026-03-06")
    assert set(listed(house)[:3]) == {"b", "d", "e"}
    house.clock.moment = NOW + timedelta(days=1)
    assert listed(house) == [*by_id("c", "d"), *by_id("a", "b", "e")]
    editions = house.ask("get_candidate_tags")["editions"]
    assert [edition["number"] for edition in editions] == [0, 1]


def test_a_tag_that_goes_stays_with_who_has_it_and_nobody_else_gets_it(house: House):
    fill(house)
    write(house, TEACHER, VOLUNTEER)
    assert change(house, "e", 1, tags=["party_backbone", "teacher"])["version"] == 2
    with pytest.raises(refused.CandidateTagUnknown):
        change(house, "a", 1, tags=["party_backbone"])
    with pytest.raises(refused.CandidateTagUnknown):
        enter(house, a_candidate("f", "micro 1", "building_leader"))


def test_where_no_tag_is_preferred_all_are_listed_by_id(house: House):
    fill(house)
    write(house, VOLUNTEER)
    assert listed(house) == by_id("a", "b", "c", "d", "e")


def test_a_list_of_tags_is_refused_for_what_is_wrong_with_it(house: House):
    with pytest.raises(refused.CandidateTagTwice):
        write(house, TEACHER, TEACHER)
    with pytest.raises(refused.CandidateTagsChangedInPast):
        write(house, TEACHER, on="2026-03-04")
    with pytest.raises(StaleVersion):
        write(house, TEACHER, seen=1)
    with pytest.raises(PermissionMissing):
        write(house.holding(id_of("community")), TEACHER)
    assert house.ask("get_candidate_tags")["version"] == 0


def test_candidates_of_an_area_that_ends_are_its_successors(house: House):
    fill(house)
    house.clock.moment = NOW + timedelta(days=10)
    merge(house, "micro 1", into="micro 3")
    assert listed(house, "micro 3") == ["e", *by_id("a", "c")]
    [moved] = [each["data"] for each in house.told() if each["type"] == "linli.grids.CandidatesMoved.v1"]
    assert {row["id"]: (row["area_id"], row["version"]) for row in moved["rows"]} == {
        id_of("a"): (id_of("micro 3"), 2), id_of("c"): (id_of("micro 3"), 2),
    }  # fmt: skip


def test_a_dry_run_counts_those_that_would_go_along(house: House):
    fill(house)
    [part] = merge(house, "micro 1", into="micro 3", method="preview_merge")["parts"]
    assert part["candidates"] == 2
    [of_base] = abolish(house, "base 1", successor="base 2", method="preview_abolition")["parts"]
    assert of_base["candidates"] == 4
    moved = {"area_id": id_of("base 1"), "parent_id": id_of("total elsewhere"), "seen_version": 1}
    assert house.ask("preview_move", **moved)["candidates"] == 4


def test_they_keep_no_area_from_ending_and_are_of_what_it_stood_under(house: House):
    fill(house)
    house.clock.moment = NOW + timedelta(days=10)
    abolish(house, "micro 1")
    items = house.ask("list_candidates", area_id=id_of("base 1"))["items"]
    assert {each["name"]: each["area_id"] for each in items} == {
        "a": id_of("base 1"), "c": id_of("base 1"), "d": id_of("base 1"), "b": id_of("micro 2"),
    }  # fmt: skip


def test_of_an_area_at_the_top_that_nobody_succeeds_they_are_taken_out(house: House):
    house.ask("found_areas", areas=loads(dumps([an_area("short-lived", "county", None)])))
    enter(house, a_candidate("f", "short-lived", "volunteer"), a_candidate("g", "micro 1", "volunteer"))
    house.clock.moment = NOW + timedelta(days=10)
    abolish(house, "short-lived")
    assert listed(house, "county") == ["g"]
    with pytest.raises(refused.CandidateUnknown):
        house.ask("get_candidate", candidate_id=id_of("f"))
    told = [each for each in house.told() if each["type"] == "linli.grids.CandidateTakenOut.v1"]
    assert [each["data"]["candidate_id"] for each in told] == [id_of("f")]
