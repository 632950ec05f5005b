"""What a place answers to, how much of the ground is covered, and what is counted, on both databases."""

import pytest

from services.grids.dwellings.domain.building import dwelling_id
from services.grids.organisations.domain import errors as refused
from tests.grids.builders import a_person, id_of
from tests.grids.dwellings import estates
from tests.grids.groupings import yards
from tests.grids.house import House, statements
from tests.grids.organisations.trees import (
    THE_ASSOCIATION,
    THE_PARTY,
    a_member,
    an_organisation,
    found,
    join,
    upward,
)


@pytest.fixture
def standing(house: House) -> House:
    """Both trees, and a building of which the first unit lies in a grid and in an estate."""
    estates.enter(house, estates.a_building("A"))
    estates.give(house, ("A", 1, 1, "micro 1"))
    yards.found(house, yards.a_grouping("estate", kind="estate", units=[yards.a_span("A", 1, 1)]))
    found(house, *THE_PARTY, *THE_ASSOCIATION)
    found(
        house,
        an_organisation("of the estate", "party_branch", "general committee", grouping_id=id_of("estate")),
    )
    return house


THE_WAY_UP = [
    (0, "cell 1"),
    (1, "association branch"),
    (1, "branch 1"),
    (3, "association"),
    (3, "general committee"),
    (4, "working committee"),
    (5, "committee"),
]


def home(unit: int) -> dict[str, str]:
    return {"dwelling_id": dwelling_id(id_of("A"), unit, "101")}


def test_a_place_answers_for_its_grid_and_for_its_association_branch(standing: House):
    assert upward(standing, area_id=id_of("micro 1")) == THE_WAY_UP
    assert upward(standing, **home(1)) == [(-1, "of the estate"), *THE_WAY_UP]
    assert upward(standing, **home(2)) == [(height - 3, name) for height, name in THE_WAY_UP[3:]]
    assert upward(standing, area_id=id_of("micro 2")) == THE_WAY_UP[1:]


def test_what_is_closed_answers_no_more(standing: House):
    closed = {"organisation_id": id_of("cell 1"), "on": "2026-03-05", "seen_version": 1}
    standing.ask("close_organisation", **closed)
    assert upward(standing, area_id=id_of("micro 1")) == THE_WAY_UP[1:]


def test_what_lies_above_ones_own_area_answers_for_it_and_nothing_else_is_seen(standing: House):
    there = standing.holding(id_of("micro 1"))
    assert upward(there, area_id=id_of("micro 1")) == THE_WAY_UP
    assert upward(there, **home(1)) == [(-1, "of the estate"), *THE_WAY_UP]
    with pytest.raises(refused.AreaUnknown):
        upward(there, area_id=id_of("base 1"))
    for nobody in (there, standing.elsewhere()):
        with pytest.raises(refused.DwellingUnknown):
            upward(nobody, **home(2))


def test_the_way_up_is_asked_in_one_statement_and_page_by_page(standing: House):
    with statements() as sent:
        first = standing.ask("find_organisations", **home(1), limit=3)
    assert len(sent) == 1
    rest = standing.ask("find_organisations", **home(1), limit=9, after=first["next"])
    assert [(each["height"], each["name"]) for each in first["items"] + rest["items"]] == [
        (-1, "of the estate"), *THE_WAY_UP,
    ]  # fmt: skip
    assert rest["next"] is None


@pytest.mark.parametrize("start", [{}, {"area_id": id_of("micro 1"), "dwelling_id": id_of("home")}])
def test_an_area_is_asked_about_or_a_dwelling(standing: House, start):
    with pytest.raises(refused.GroundAmbiguous):
        upward(standing, **start)


def test_an_area_without_any_answers_to_nothing(house: House):
    assert upward(house, area_id=id_of("micro 1")) == []
    with pytest.raises(refused.AreaUnknown):
        upward(house, area_id=id_of("nowhere"))


def coverage(house: House, kind: str, area: str = "community", **over: str) -> tuple[int, int, str | None]:
    told = house.ask("report_organisation_coverage", area_id=id_of(area), kind=kind, **over)
    assert told["uncovered"] == len(told["items"]) == told["there"] - told["covered"]
    return told["there"], told["covered"], told["percent"]


def test_the_share_of_grids_that_have_one_of_their_own_is_told(standing: House):
    assert coverage(standing, "party_group", area_kind="micro") == (3, 1, "33.3")
    assert coverage(standing, "party_branch", area_kind="base") == (2, 2, "100.0")
    assert coverage(standing, "party_branch", "micro 1", area_kind="base") == (0, 0, None)
    bare = standing.ask(
        "report_organisation_coverage", area_id=id_of("base 1"), kind="party_group", area_kind="micro"
    )
    assert [each["name"] for each in bare["items"]] == ["micro 2"]
    with pytest.raises(refused.AreaUnknown):
        coverage(standing.holding(id_of("elsewhere")), "party_group", area_kind="micro")


def test_two_in_one_grid_cover_it_once_and_a_closed_one_not_at_all(standing: House):
    found(standing, an_organisation("cell 1a", "party_group", "branch 1", "micro 1"))
    assert coverage(standing, "party_group", area_kind="micro") == (3, 1, "33.3")
    for name in ("cell 1", "cell 1a"):
        closed = {"organisation_id": id_of(name), "on": "2026-03-05", "seen_version": 1}
        standing.ask("close_organisation", **closed)
    assert coverage(standing, "party_group", area_kind="micro") == (3, 0, "0.0")


def test_estates_with_a_branch_of_their_own_are_counted_as_groupings(standing: House):
    yards.found(standing, yards.a_grouping("another", kind="estate", units=[]))
    assert coverage(standing, "party_branch", grouping_kind="estate") == (2, 1, "50.0")
    assert coverage(standing, "party_branch", "elsewhere", grouping_kind="estate") == (0, 0, None)
    assert coverage(standing, "party_branch", area_kind="community") == (1, 0, "0.0")
    with pytest.raises(refused.GroundAmbiguous):
        coverage(standing, "party_branch", area_kind="base", grouping_kind="estate")
    with pytest.raises(refused.GroundAmbiguous):
        coverage(standing, "party_branch")


def test_organisations_and_members_are_counted_by_kind_and_capacity(standing: House):
    standing.ask("enter_staff", staff=[a_person(name) for name in ("wang", "li", "zhao")])
    sent = {"capacity": "part_time_member", "department": "教育局"}
    join(
        standing, "general committee", 1,
        a_member("wang", **sent), a_member("li", **sent, valid_to="2026-02-01"), a_member("zhao"),
    )  # fmt: skip
    told = standing.ask("count_organisations", area_id=id_of("community"))
    by_kind = {each["kind"]: each for each in told["kinds"]}
    assert {kind: each["organisations"] for kind, each in by_kind.items()} == {
        "association": 1, "association_branch": 1, "party_branch": 3, "party_community": 1, "party_group": 1,
    }  # fmt: skip
    assert by_kind["party_community"]["members"] == [
        {"capacity": "member", "members": 1, "per_organisation": "1.0"},
        {"capacity": "part_time_member", "members": 1, "per_organisation": "1.0"},
    ]
    assert (told["organisations"], told["members"]) == (7, 2)
    assert standing.ask("count_organisations", area_id=id_of("county"))["organisations"] == 9
    there = standing.holding(id_of("base 1"))
    assert there.ask("count_organisations", area_id=id_of("base 1"))["organisations"] == 3
    with pytest.raises(refused.AreaUnknown):
        there.ask("count_organisations", area_id=id_of("community"))
