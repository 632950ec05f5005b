"""Areas on both databases: founded, changed, told."""

from dataclasses import replace
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    CodeSchemeMissing,
    CodeSchemeUnknown,
    CodeTaken,
    TopNeedsWholeDistrict,
)
from services.grids.areas.domain.kinds import AreaKind
from tests.grids.builders import a_code, an_area, id_of, the_ground
from tests.grids.house import House, statements


def found(house: House, *areas: Any) -> Any:
    return house.ask("found_areas", areas=areas)["items"]


A_GRID = an_area("base 3", AreaKind.BASE, "total", codes=(a_code(scheme="LOCAL", code="3"),))


def test_a_founded_area_is_read_back_with_its_codes(house):
    (answer,) = found(house, A_GRID)

    code = {"scheme": "LOCAL", "code": "3", "valid_from": "2023-06-30", "valid_to": None}
    assert house.ask("get_area", area_id=A_GRID.id) == answer | {"codes": [code]}
    assert answer == {
        "id": A_GRID.id,
        "parent_id": id_of("total"),
        "kind": "base",
        "name": "base 3",
        "path": "1/2/3/5/f/",
        "active": True,
        "version": 1,
    }


def test_an_area_without_codes_says_so(house):
    assert house.ask("get_area", area_id=id_of("school"))["codes"] == []


def test_a_batch_of_any_size_takes_the_same_statements(house):
    grids = [an_area(f"g{number}", AreaKind.BASE, "total") for number in range(500)]
    with_codes = [
        replace(grid, codes=(a_code(scheme="LOCAL", code=str(number)),)) for number, grid in enumerate(grids)
    ]
    with statements() as sent:
        assert len(found(house, *with_codes)) == 500

    assert sent == [
        "INSERT trees",
        "SELECT areas",  # the parents
        "SELECT areas",  # ids
        "SELECT areas",  # names
        "SELECT area_codes",
        "INSERT areas",
        "INSERT area_codes",
        "UPDATE trees",
    ]


def test_more_than_500_areas_are_refused(house):
    with pytest.raises(FieldsInvalid):
        found(house, *(an_area(f"g{number}", AreaKind.BASE, "total") for number in range(501)))


REFUSED = [
    (an_area("base 1", AreaKind.BASE, "total", name="x"), IdTaken),
    (an_area("x", AreaKind.BASE, "total", name="base 1"), AreaNameTaken),
    (an_area("x", AreaKind.COUNTY, None, name="county"), AreaNameTaken),
    (an_area("x", AreaKind.BASE, "nowhere"), AreaUnknown),
    (an_area("x", AreaKind.COMMUNITY, "township", codes=(a_code(),)), CodeTaken),
    (an_area("x", AreaKind.COMMUNITY, "township", codes=(a_code(scheme=None, code="1"),)), CodeSchemeMissing),
    (an_area("x", AreaKind.COMMUNITY, "township", codes=(a_code(scheme="X"),)), CodeSchemeUnknown),
]


@pytest.mark.parametrize(("wrong", "refusal"), REFUSED)
def test_one_wrong_area_and_none_is_kept(house, wrong, refusal):
    with pytest.raises(refusal):
        found(house, A_GRID, wrong)

    with pytest.raises(AreaUnknown):
        house.ask("get_area", area_id=A_GRID.id)
    assert len(house.told()) == 1


def test_the_top_is_founded_by_the_whole_district_only(house):
    county = an_area("another county", AreaKind.COUNTY, None)
    with pytest.raises(TopNeedsWholeDistrict):
        found(house.holding(id_of("county")), county)

    assert found(house, county)[0]["path"] == "f/"


def test_ids_names_and_codes_of_another_district_are_free(house):
    there = house.elsewhere()
    found(there, *the_ground())

    assert there.ask("get_area", area_id=id_of("county"))["path"] == "1/"


@pytest.mark.parametrize("parent", ["total", "total elsewhere"])
def test_areas_are_founded_below_what_the_caller_holds(house, parent):
    holder = house.holding(id_of("community"))
    new = an_area("x", AreaKind.BASE, parent)
    if parent == "total":
        assert found(holder, new)[0]["parent_id"] == id_of("total")
    else:
        with pytest.raises(AreaUnknown):
            found(holder, new)


def move(house: House, area: str, under: str, seen_version: int = 1) -> Any:
    return house.ask("move_area", area_id=id_of(area), parent_id=id_of(under), seen_version=seen_version)


def test_a_move_rewrites_the_subtree_in_one_statement(house):
    with statements() as sent:
        moved = move(house, "base 1", "total elsewhere")

    assert sent.count("UPDATE areas") == 1
    assert (moved["path"], moved["parent_id"], moved["version"]) == (
        "1/2/4/6/8/",
        id_of("total elsewhere"),
        2,
    )
    below = house.ask("list_subtree", area_id=id_of("base 1"))["items"]
    assert [(row["path"], row["version"]) for row in below] == [
        ("1/2/4/6/8/", 2),
        ("1/2/4/6/8/b/", 2),
        ("1/2/4/6/8/c/", 2),
    ]


def test_a_move_is_told_row_by_row_with_the_next_tree_version(house):
    move(house, "base 1", "total elsewhere")

    _, told = house.told()
    assert (told["type"], told["data"]["tree_version"]) == ("linli.grids.AreasChanged.v1", 2)
    assert [row["id"] for row in told["data"]["rows"]] == [
        id_of("base 1"),
        id_of("micro 1"),
        id_of("micro 2"),
    ]
    assert set(told["data"]["rows"][0]) == {
        "id", "parent_id", "path", "kind", "name", "active", "version", "removed",
    }  # fmt: skip


def test_a_move_of_many_is_told_in_batches(house):
    for start in (0, 500):
        micros = (an_area(f"m{number}", AreaKind.MICRO, "base 1") for number in range(start, start + 500))
        found(house, *micros)

    move(house, "base 1", "total elsewhere")

    batches = [(told["data"]["tree_version"], len(told["data"]["rows"])) for told in house.told()]
    assert batches == [(1, 14), (2, 500), (3, 500), (4, 500), (5, 500), (6, 3)]


def test_a_stale_move_shows_what_stands_now(house):
    renamed = house.ask("rename_area", area_id=id_of("base 1"), name="renamed", seen_version=1)

    with pytest.raises(StaleVersion) as refused:
        move(house, "base 1", "total elsewhere")

    assert refused.value.values == {"sent_version": 1, "current_version": 2, "current": renamed}


@pytest.mark.parametrize(("area", "under"), [("base 1", "total elsewhere"), ("base elsewhere", "total")])
def test_a_move_needs_both_ends(house, area, under):
    with pytest.raises(AreaUnknown):
        move(house.holding(id_of("community")), area, under)


def test_a_move_inside_what_the_caller_holds_is_done(house):
    assert move(house.holding(id_of("community")), "micro 1", "base 2")["version"] == 2


def test_a_new_name_is_kept_and_told(house):
    renamed = house.ask("rename_area", area_id=id_of("base 1"), name="又一网格", seen_version=1)

    assert (renamed["name"], renamed["version"]) == ("又一网格", 2)
    assert house.ask("get_area", area_id=id_of("base 1"))["name"] == "又一网格"
    assert house.told()[-1]["data"]["rows"][0]["name"] == "又一网格"


def test_a_name_beside_it_is_not_free(house):
    with pytest.raises(AreaNameTaken):
        house.ask("rename_area", area_id=id_of("base 1"), name="base 2", seen_version=1)
