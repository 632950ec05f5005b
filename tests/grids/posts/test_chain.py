"""Who answers, level by level from below, on both databases; in one statement."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from services.grids.dwellings.domain.building import dwelling_id
from services.grids.posts.domain.chain import OnDuty, Standing, chain_of
from services.grids.posts.domain.errors import AreaUnknown, DwellingUnknown
from services.grids.posts.domain.roles import CHIEF, GRID_WORKER, SUB_LEADER, USUAL, RoleScheme
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House, statements
from tests.grids.posts.duties import appoint

LEAVE: dict[str, Any] = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 8)}
HOME = dwelling_id(id_of("A"), 1, "101")
# S0.03: 总网格长—分网格长—网格员—计生协小组长—居民.
GROUP_LEADER = replace(
    USUAL.find("association_group_leader") or CHIEF, kinds=("micro",), rung=1, expected=True
)
FIVE_STEPS = RoleScheme(
    (replace(CHIEF, ex_officio_of=None), replace(SUB_LEADER, expected=True), GRID_WORKER, GROUP_LEADER)
)
AT = {
    "zhao": ("total", "chief"),
    "qian": ("base 1", "sub_leader"),
    "sun": ("base 1", "grid_worker"),
    "zhou": ("micro 1", "association_group_leader"),
}


@pytest.fixture
def tongan(house: House) -> House:
    """A district whose chain has the five steps, with nobody in it."""
    rows = [asdict(role) for role in FIVE_STEPS.roles]
    house.ask("write_post_roles", valid_from="2020-01-01", roles=rows, seen_version=0)
    house.ask("enter_staff", staff=[a_person(name) for name in (*AT, "li")])
    return house


def man(house: House, *names: str) -> None:
    duties = [a_duty(name, AT[name][0], role=AT[name][1]) for name in names]
    appoint(house, *duties)


def asked(house: House, area: str = "micro 1", **more: Any) -> Any:
    return house.ask("find_responsible", area_id=id_of(area), **more)


def names(chain: Any) -> list[list[str]]:
    return [[each["display_name"] for each in level["people"]] for level in chain["levels"]]


def test_what_a_resident_raises_climbs_exactly_four_steps_to_the_chief(tongan):
    man(tongan, *AT)
    chain = asked(tongan)
    assert names(chain) == [["zhou"], ["sun"], ["qian"], ["zhao"]]
    assert [level["hop"] for level in chain["levels"]] == [1, 2, 3, 4]
    assert (chain["levels"][-1]["role"], chain["levels"][-1]["name_zh"]) == ("chief", "总网格长")
    assert (chain["responsible"]["staff_id"], chain["skipped"]) == (id_of("zhou"), 0)


def test_a_vacant_level_is_skipped_upward_and_noted(tongan):
    man(tongan, "zhao", "qian", "zhou")
    chain = asked(tongan)
    worker = chain["levels"][1]
    assert (worker["role"], worker["vacant"], worker["answered_by"]) == ("grid_worker", True, 3)
    assert [level["answered_by"] for level in chain["levels"]] == [1, 3, 3, 4]


@pytest.mark.parametrize(
    ("manned", "responsible", "skipped"),
    [(["zhao"], "zhao", 3), (["zhao", "sun"], "sun", 1), ([], None, 4)],
)
def test_whoever_stands_lowest_answers(tongan, manned, responsible, skipped):
    if manned:
        man(tongan, *manned)
    chain = asked(tongan)
    found = chain["responsible"] and chain["responsible"]["display_name"]
    assert (found, chain["skipped"]) == (responsible, skipped)


def test_nobody_at_the_top_leaves_nobody_to_answer_for_it(tongan):
    man(tongan, "zhou")
    assert [level["answered_by"] for level in asked(tongan)["levels"]] == [1, None, None, None]


@pytest.mark.parametrize(
    ("on", "answers", "deputised"),
    [
        ("2026-02-28", ["wang"], False),
        ("2026-03-01", ["li"], True),
        ("2026-03-07", ["li"], True),
        ("2026-03-08", ["wang"], False),
    ],
)
def test_a_deputy_stands_in_on_their_days_and_on_no_other(staffed, on, answers, deputised):
    appoint(staffed, a_duty("wang", "micro 1"), a_duty("li", "micro 1", deputises=True, **LEAVE))
    level = asked(staffed, on=on)["levels"][0]
    assert ([each["display_name"] for each in level["people"]], level["deputised"]) == (answers, deputised)


def test_a_deputy_stands_in_where_nobody_holds_the_post(staffed):
    appoint(staffed, a_duty("li", "micro 1", deputises=True, **LEAVE))
    chain = asked(staffed)
    assert (chain["responsible"]["display_name"], chain["skipped"]) == ("li", 0)
    level = chain["levels"][0]
    assert (level["vacant"], level["deputised"], level["answered_by"]) == (True, True, 1)
    listed = staffed.ask("list_posts", area_id=id_of("micro 1"), limit=1)["items"][0]
    assert listed["vacant"] is True


def test_a_deputy_beside_the_holder_leaves_no_vacancy(staffed):
    appoint(staffed, a_duty("wang", "micro 1"), a_duty("li", "micro 1", deputises=True, **LEAVE))
    level = asked(staffed)["levels"][0]
    assert (level["vacant"], level["deputised"]) == (False, True)


def test_the_usual_chain_goes_from_the_micro_grid_to_the_chief(held):
    chain = asked(held)
    assert [level["role"] for level in chain["levels"]] == ["micro_grid_worker", "grid_worker", "chief"]
    assert names(chain) == [["wang"], ["li"], []]


def test_a_post_that_may_stay_empty_is_a_level_only_where_somebody_stands(held):
    appoint(held, a_duty("wang", "base 1", id=id_of("sub"), role="sub_leader"))
    assert [level["role"] for level in asked(held)["levels"]] == [
        "micro_grid_worker",
        "grid_worker",
        "sub_leader",
        "chief",
    ]


def test_the_chief_of_its_general_total_grid_answers_for_a_community(staffed):
    appoint(staffed, a_duty("wang", "total", role="chief"))
    assert names(asked(staffed, "community")) == [["wang"]]
    assert asked(staffed, "township")["levels"] == []


def test_the_chain_is_as_it_was_on_the_day(held):
    assert names(asked(held, on="2025-12-31")) == [[], [], []]


def test_the_chain_follows_the_roles_of_its_day(staffed):
    rows = [asdict(role) for role in FIVE_STEPS.roles]
    staffed.ask("write_post_roles", valid_from="2026-03-05", roles=rows, seen_version=0)
    assert [len(asked(staffed, on=day)["levels"]) for day in ("2026-03-04", "2026-03-05")] == [3, 4]


@pytest.mark.parametrize("scope", [None, "community", "micro 1"])
def test_it_takes_one_statement(held, scope):
    house = held if scope is None else held.holding(id_of(scope))
    with statements() as sent:
        asked(house)
    assert len(sent) == 1


def test_one_s_own_chain_is_seen_and_nobody_else_s(held):
    mine = held.holding(id_of("micro 1"))
    assert names(asked(mine)) == [["wang"], ["li"], []]
    for elsewhere in ("micro 2", "base 1", "community", "nowhere"):
        with pytest.raises(AreaUnknown):
            asked(mine, elsewhere)


def test_another_district_has_no_such_area(held):
    with pytest.raises(AreaUnknown):
        asked(held.elsewhere())


@pytest.fixture
def at_home(held: House) -> House:
    enter(held, a_building("A"))
    give(held, ("A", 1, 1, "micro 1"))
    return held


def of_home(house: House, home: str = HOME, **more: Any) -> Any:
    return house.ask("find_responsible_for_dwelling", dwelling_id=home, **more)


def test_a_dwelling_s_grid_answers_for_it(at_home):
    with statements() as sent:
        chain = of_home(at_home)
    assert len(sent) == 1
    assert (chain["area_id"], names(chain)) == (id_of("micro 1"), [["wang"], ["li"], []])


def test_a_dwelling_that_is_given_to_no_grid_lies_in_its_community(at_home):
    appoint(at_home, a_duty("li", "total", role="chief"))
    chain = of_home(at_home, dwelling_id(id_of("A"), 2, "101"))
    assert (chain["area_id"], names(chain)) == (id_of("community"), [["li"]])


def test_a_dwelling_outside_the_caller_s_areas_is_unknown(at_home):
    assert of_home(at_home.holding(id_of("micro 1")))
    for elsewhere, home in ((id_of("micro 2"), HOME), (id_of("micro 1"), id_of("no home"))):
        with pytest.raises(DwellingUnknown):
            of_home(at_home.holding(elsewhere), home)


def test_of_several_chiefs_the_same_answers_first_in_whatever_order_they_are_read():
    community = Standing("c", "community", "community", 0)
    totals = [Standing(each, each, "general_total", -1) for each in ("b", "a")]
    chiefs = [OnDuty(f"at {each}", each, "chief", each, each, "", deputises=False) for each in ("a", "b")]
    for line in ((community, *totals), (*reversed(totals), community)):
        chain = chain_of(community, date(2026, 3, 5), line, chiefs, USUAL)
        assert [level.area_id for level in chain.levels] == ["a", "b"]
