"""Moving and renaming areas."""

import pytest

from services.chassis.caller import Scope
from services.chassis.errors import StaleVersion
from services.grids.areas.domain.errors import AreaNameTaken, AreaUnknown, MoveMakesCycle, ParentKindWrong
from services.grids.areas.domain.events import AreasMoved
from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.areas.use_cases.move_area import MoveArea, move_area
from services.grids.areas.use_cases.rename_area import RenameArea, rename_area
from tests.grids.builders import NOW, TODAY, an_area, founding, id_of, the_ground
from tests.grids.world import CALLER, FakeWorld


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    world.events.clear()
    return world


def moving(area: str, under: str, seen_version: int = 1) -> MoveArea:
    return MoveArea(id_of(area), id_of(under), seen_version)


def test_what_stands_below_moves_along_and_is_told(world):
    moved = move_area(moving("base 1", "total elsewhere"), world, CALLER, NOW, TODAY)

    (event,) = world.events
    assert event == AreasMoved(moved.id, 1, "1/2/3/5/8/", moved.path, (moved.row(),))
    below = world.kept.areas[id_of("micro 1")]
    assert (below.path, below.version) == (f"{moved.path}b/", 1)
    assert below.community_id == id_of("elsewhere")
    assert [logged["tree_version"] for logged in world.kept.tree_log] == [1]


def test_a_move_of_a_stale_version_is_refused(world):
    with pytest.raises(StaleVersion):
        move_area(moving("base 1", "total elsewhere", seen_version=2), world, CALLER, NOW, TODAY)

    assert world.events == []


WRONG = [
    ("community", "community", MoveMakesCycle),
    ("community", "micro 1", MoveMakesCycle),
    ("base 1", "community", ParentKindWrong),
    ("county", "township", MoveMakesCycle),
    ("base 1", "nowhere", AreaUnknown),
    ("nowhere", "total", AreaUnknown),
]


@pytest.mark.parametrize(("area", "under", "refusal"), WRONG)
def test_a_move_to_a_wrong_place_is_refused(world, area, under, refusal):
    with pytest.raises(refusal):
        move_area(moving(area, under), world, CALLER, NOW, TODAY)

    assert (world.events, world.kept.tree.version) == ([], 0)


def test_an_area_does_not_move_beside_its_namesake(world):
    found_areas(founding(an_area("x", "micro", "base 2", name="micro 1")), world, CALLER, TODAY)

    with pytest.raises(AreaNameTaken):
        move_area(moving("x", "base 1"), world, CALLER, NOW, TODAY)


@pytest.mark.parametrize(("area", "under"), [("base elsewhere", "total"), ("base 1", "total elsewhere")])
def test_both_ends_of_a_move_lie_in_the_callers_areas(world, area, under):
    world.scope = Scope((id_of("community"),))

    with pytest.raises(AreaUnknown):
        move_area(moving(area, under), world, CALLER, NOW, TODAY)


def test_a_move_inside_the_callers_areas_is_done(world):
    world.scope = Scope((id_of("community"),))

    assert move_area(moving("micro 1", "base 2"), world, CALLER, NOW, TODAY).parent_id == id_of("base 2")


def test_a_renamed_area_is_told(world):
    rename_area(RenameArea(id_of("base 1"), "又一网格", 1), world, CALLER, TODAY)

    (event,) = world.events
    assert [(row.name, row.version) for row in event.rows] == [("又一网格", 2)]


@pytest.mark.parametrize(
    ("area", "name", "seen_version", "refusal"),
    [
        ("base 1", "base 2", 1, AreaNameTaken),
        ("base 1", "又一网格", 2, StaleVersion),
        ("nowhere", "又一网格", 1, AreaUnknown),
        ("base elsewhere", "又一网格", 1, AreaUnknown),
    ],
)
def test_a_refused_name_changes_nothing(world, area, name, seen_version, refusal):
    world.scope = Scope((id_of("community"),))

    with pytest.raises(refusal):
        rename_area(RenameArea(id_of(area), name, seen_version), world, CALLER, TODAY)

    assert (world.events, world.kept.tree.version) == ([], 0)
