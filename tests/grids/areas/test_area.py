"""One area: its path, its name, where it may move."""

import pytest

from services.grids.areas.domain.area import Area, Move
from services.grids.areas.domain.errors import AreaNameTaken, MoveMakesCycle, ParentKindWrong
from services.grids.areas.domain.events import AreasChanged, AreasMoved
from services.grids.areas.domain.paths import last_of, short_id
from services.grids.areas.domain.tree import Tree
from services.grids.levels.domain.scheme import USUAL
from tests.grids.builders import an_area


def a_grid(**different) -> Area:
    usual = {
        "id": "base",
        "parent_id": "total",
        "kind": "base",
        "name": "第01网格",
        "path": "1/2/3/4/5/",
        "community_id": "community",
    }
    return Area(**usual | different)


def a_total(**different) -> Area:
    usual = {"id": "other", "kind": "general_total", "path": "1/2/7/8/", "community_id": "seven"}
    return a_grid(**usual | different)


@pytest.mark.parametrize(("number", "short"), [(1, "1"), (35, "z"), (36, "10"), (36**3, "1000")])
def test_short_ids_count_in_base_36(number, short):
    assert short_id(number) == short


@pytest.mark.parametrize(("path", "short"), [("1/", "1"), ("1/2a/7/", "7")])
def test_the_last_part_of_a_path_is_the_areas_own(path, short):
    assert last_of(path) == short


def test_a_community_lies_in_itself_and_a_grid_in_its_community():
    tree = Tree()
    county = tree.found(an_area("county", "county", None), None, USUAL)
    township = tree.found(an_area("township", "township", "county"), county, USUAL)
    community = tree.found(an_area("community", "community", "township"), township, USUAL)
    total = tree.found(an_area("total", "general_total", "community"), community, USUAL)

    lies_in = [area.community_id for area in (county, township, community, total)]
    assert lies_in == [None, None, community.id, community.id]


def test_a_new_name_is_a_new_version():
    area = a_grid()
    area.rename("又一网格", bearer=None)

    assert (area.name, area.version) == ("又一网格", 2)


def test_a_name_may_be_given_again_to_who_bears_it():
    area = a_grid()
    area.rename(area.name, bearer=area.id)

    assert area.version == 2


def test_a_name_that_another_bears_under_the_same_parent_is_refused():
    with pytest.raises(AreaNameTaken):
        a_grid().rename("又一网格", bearer="base 2")


def test_a_move_carries_the_paths_and_the_community_along():
    moved = a_grid().move(a_total(), bearer=None, kinds=USUAL)

    assert moved == Move("base", "other", "1/2/3/4/5/", "1/2/7/8/5/", "seven")


def test_a_moved_area_stands_in_its_new_place_at_its_next_version():
    area = a_grid()
    area.move(a_total(), bearer=None, kinds=USUAL)

    assert area == a_grid(parent_id="other", path="1/2/7/8/5/", community_id="seven", version=2)


def test_each_move_is_told_with_the_trees_next_version():
    tree, area = Tree(version=7), a_grid()
    first = tree.moved(area, area.move(a_total(), bearer=None, kinds=USUAL))
    row = area.row()
    again = tree.moved(area, area.move(a_total(id="total", path="1/2/3/4/"), bearer=None, kinds=USUAL))

    assert first == AreasMoved("base", 8, "1/2/3/4/5/", "1/2/7/8/5/", (row,))
    assert (again.tree_version, tree.version) == (9, 9)


def test_a_community_that_moves_stays_the_community_of_its_grids():
    community = a_grid(id="c", kind="community", path="1/2/3/", community_id="c")
    township = a_grid(id="t", kind="township", path="1/9/", community_id=None)

    assert community.move(township, bearer=None, kinds=USUAL).community_id is None


@pytest.mark.parametrize("path", ["1/2/3/4/5/", "1/2/3/4/5/6/", "1/2/3/4/5/6/7/"])
def test_nothing_moves_under_itself_or_under_what_is_below_it(path):
    with pytest.raises(MoveMakesCycle):
        a_grid().move(a_total(id="below", path=path), bearer=None, kinds=USUAL)


def test_an_area_moves_beside_one_whose_path_begins_alike():
    moved = a_grid(path="1/2/3/4/5/").move(a_total(path="1/2/3/4/55/"), bearer=None, kinds=USUAL)

    assert moved.new_path == "1/2/3/4/55/5/"


@pytest.mark.parametrize("kind", sorted(USUAL.kinds - {"general_total"}))
def test_a_base_grid_moves_under_a_general_total_grid_only(kind):
    with pytest.raises(ParentKindWrong):
        a_grid().move(a_total(kind=kind), bearer=None, kinds=USUAL)


def test_an_area_does_not_move_to_where_its_name_is_borne():
    with pytest.raises(AreaNameTaken):
        a_grid().move(a_total(), bearer="base 2", kinds=USUAL)


@pytest.mark.parametrize(("areas", "batches"), [(1, [1]), (500, [500]), (501, [500, 1]), (1000, [500, 500])])
def test_a_large_change_is_told_in_batches_of_500(areas, batches):
    tree = Tree(version=7)
    told = tree.changed([a_grid(id=str(number)) for number in range(areas)])

    assert [len(event.rows) for event in told] == batches
    assert {event.tree_version for event in told} == {tree.version} == {7}


def test_a_change_tells_the_whole_mirrored_row():
    (event,) = Tree().changed([a_grid()])

    assert event == AreasChanged("base", 0, (a_grid().row(),))
    assert vars(event.rows[0]) == {
        "id": "base",
        "parent_id": "total",
        "path": "1/2/3/4/5/",
        "kind": "base",
        "name": "第01网格",
        "active": True,
        "version": 1,
        "removed": False,
    }
