"""Founding areas: all of a batch, or none."""

from dataclasses import replace
from datetime import date

import pytest

from services.chassis.caller import Scope
from services.chassis.domain import DomainError
from services.chassis.errors import IdTaken
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    CodeMalformed,
    CodeSchemeMissing,
    CodeTaken,
    CycleInBatch,
    ParentKindWrong,
    TopNeedsWholeDistrict,
)
from services.grids.areas.use_cases.found_areas import found_areas
from tests.grids.builders import TODAY, a_code, an_area, founding, id_of, the_ground
from tests.grids.world import CALLER, FakeWorld

A_GRID = an_area("base 3", "base", "total")


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    world.events.clear()
    return world


def test_a_batch_is_founded_and_told_as_one(world):
    found_areas(founding(A_GRID, an_area("micro 4", "micro", "base 3")), world, CALLER, TODAY)

    (event,) = world.events
    assert [row.id for row in event.rows] == [id_of("base 3"), id_of("micro 4")]
    assert event.tree_version == 0


def test_children_may_come_before_their_parents(world):
    found_areas(founding(an_area("micro 4", "micro", "base 3"), A_GRID), world, CALLER, TODAY)

    micro, base = world.kept.areas[id_of("micro 4")], world.kept.areas[id_of("base 3")]
    assert micro.path.startswith(base.path)


def test_equal_names_stand_under_different_parents(world):
    found_areas(founding(an_area("x", "micro", "base 2", name="micro 1")), world, CALLER, TODAY)

    assert world.kept.areas[id_of("x")].name == world.kept.areas[id_of("micro 1")].name


WRONG = [
    (an_area("x", "base", "nowhere"), AreaUnknown),
    (an_area("x", "base", "community"), ParentKindWrong),
    (an_area("x", "micro", "school"), ParentKindWrong),
    (an_area("x", "base", None), ParentKindWrong),
    (an_area("x", "base", "x"), CycleInBatch),
    (an_area("x", "base", "total", name="base 1"), AreaNameTaken),
    (an_area("x", "county", None, name="county"), AreaNameTaken),
    (an_area("micro 1", "base", "total", name="x"), IdTaken),
    (an_area("x", "base", "total", codes=(a_code(),)), CodeTaken),
    (an_area("x", "base", "total", codes=(a_code(scheme=None),)), CodeSchemeMissing),
    (an_area("x", "base", "total", codes=(a_code(code="1"),)), CodeMalformed),
]


@pytest.mark.parametrize(("wrong", "refusal"), WRONG)
def test_one_wrong_area_and_nothing_is_kept_or_told(world, wrong, refusal):
    before = set(world.kept.areas)

    with pytest.raises(refusal):
        found_areas(founding(A_GRID, wrong), world, CALLER, TODAY)

    assert (set(world.kept.areas), world.events, world.kept.tree.version) == (before, [], 0)


def test_two_of_a_batch_do_not_share_a_name_under_one_parent(world):
    with pytest.raises(AreaNameTaken):
        found_areas(founding(A_GRID, an_area("x", "base", "total", name="base 3")), world, CALLER, TODAY)


def test_two_of_a_batch_do_not_share_a_code(world):
    local = a_code(scheme="LOCAL", code="7")
    batch = [an_area(name, "base", "total", codes=(local,)) for name in ("x", "y")]

    with pytest.raises(CodeTaken) as refused:
        found_areas(founding(*batch), world, CALLER, TODAY)

    assert refused.value.values == {"scheme": "LOCAL", "area_code": "7"}


def test_the_same_digits_in_another_scheme_are_another_code(world):
    found_areas(founding(an_area("x", "base", "total", codes=(a_code(scheme="MCA"),))), world, CALLER, TODAY)

    assert [code.scheme for code in world.kept.codes] == ["NBS2023", "MCA"]


def test_a_retired_code_is_never_given_again(world):
    gone = a_code(code="350403", valid_from=date(1990, 1, 1), valid_to=date(2021, 2, 1))
    again = a_code(code="350403", valid_from=date(2026, 1, 1))
    found_areas(founding(an_area("x", "base", "total", codes=(gone,))), world, CALLER, TODAY)

    with pytest.raises(CodeTaken):
        found_areas(founding(an_area("y", "base", "total", codes=(again,))), world, CALLER, TODAY)


def test_whoever_holds_a_community_founds_below_it(world):
    world.scope = Scope((id_of("community"),))

    assert [area.path for area in found_areas(founding(A_GRID), world, CALLER, TODAY).items]


@pytest.mark.parametrize("parent", ["total elsewhere", "base elsewhere"])
def test_whoever_holds_a_community_founds_nothing_elsewhere(world, parent):
    world.scope = Scope((id_of("community"),))
    kind = "base" if parent.startswith("total") else "micro"

    with pytest.raises(AreaUnknown) as refused:
        found_areas(founding(an_area("x", kind, parent)), world, CALLER, TODAY)

    assert refused.value.values == {"area_id": id_of(parent)}


def test_only_the_whole_district_founds_at_the_top(world):
    another = an_area("another county", "county", None)
    assert found_areas(founding(another), world, CALLER, TODAY).items[0].parent_id is None

    world.scope = Scope((id_of("county"),))
    with pytest.raises(TopNeedsWholeDistrict):
        found_areas(founding(an_area("a third", "county", None)), world, CALLER, TODAY)


@pytest.mark.parametrize(
    ("second", "fields"),
    [
        (an_area("micro 9", "micro", "nowhere"), ("areas.1.parent_id",)),
        (an_area("micro 9", "micro", "community"), ("areas.1.parent_id", "areas.1.kind")),
        (an_area("base 3", "base", "total"), ("areas.1.name", "areas.1.parent_id")),
        (an_area("base 9", "base", "total", codes=(a_code(code="x"),)), ("areas.1.codes.0.code",)),
    ],
)
def test_what_is_refused_is_named_where_it_stands_in_the_batch(world, second, fields):
    batch = founding(an_area("base 4", "base", "total"), second)
    if second.name == "base 3":
        found_areas(founding(A_GRID), world, CALLER, TODAY)
        batch = founding(an_area("base 4", "base", "total"), replace(second, id=id_of("another")))
    with pytest.raises(DomainError) as refused:
        found_areas(batch, world, CALLER, TODAY)
    assert refused.value.about == fields
