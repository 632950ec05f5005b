"""Areas founded, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, IdTaken
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    CodeSchemeMissing,
    CodeSchemeUnknown,
    CodeTaken,
    TopNeedsWholeDistrict,
)
from tests.grids.builders import a_code, an_area, id_of, the_ground
from tests.grids.house import House, statements


def found(house: House, *areas: Any) -> Any:
    return house.ask("found_areas", areas=areas)["items"]


VALID = {"valid_from": "2026-03-05", "valid_to": None}
A_GRID = an_area("base 3", "base", "total", codes=(a_code(scheme="LOCAL", code="3"),))


def test_a_founded_area_is_read_back_with_its_codes(house):
    (answer,) = found(house, A_GRID)

    code = {"scheme": "LOCAL", "code": "3", "valid_from": "2023-06-30", "valid_to": None}
    assert house.ask("get_area", area_id=A_GRID.id) == answer | VALID | {"codes": [code]}
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
    grids = [an_area(f"g{number}", "base", "total") for number in range(500)]
    with_codes = [
        replace(grid, codes=(a_code(scheme="LOCAL", code=str(number)),)) for number, grid in enumerate(grids)
    ]
    with statements() as sent:
        assert len(found(house, *with_codes)) == 500

    assert sent == [
        "INSERT trees",
        "SELECT level_schemes",
        "SELECT areas",  # the parents
        "SELECT areas",  # ids
        "SELECT groupings",  # theirs, which are no area's
        "SELECT areas",  # names
        "SELECT area_codes",
        "INSERT areas",
        "INSERT area_codes",
        "INSERT area_spans",
        "INSERT area_changes",
        "SELECT post_roles",  # what comes along with another post
        "UPDATE trees",
    ]


def test_more_than_500_areas_are_refused(house):
    with pytest.raises(FieldsInvalid):
        found(house, *(an_area(f"g{number}", "base", "total") for number in range(501)))


REFUSED = [
    (an_area("base 1", "base", "total", name="x"), IdTaken),
    (an_area("x", "base", "total", name="base 1"), AreaNameTaken),
    (an_area("x", "county", None, name="county"), AreaNameTaken),
    (an_area("x", "base", "nowhere"), AreaUnknown),
    (an_area("x", "community", "township", codes=(a_code(),)), CodeTaken),
    (an_area("x", "community", "township", codes=(a_code(scheme=None, code="1"),)), CodeSchemeMissing),
    (an_area("x", "community", "township", codes=(a_code(scheme="X"),)), CodeSchemeUnknown),
]


@pytest.mark.parametrize(("wrong", "refusal"), REFUSED)
def test_one_wrong_area_and_none_is_kept(house, wrong, refusal):
    with pytest.raises(refusal):
        found(house, A_GRID, wrong)

    with pytest.raises(AreaUnknown):
        house.ask("get_area", area_id=A_GRID.id)
    assert len(house.told()) == 1


def test_the_top_is_founded_by_the_whole_district_only(house):
    county = an_area("another county", "county", None)
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
    new = an_area("x", "base", parent)
    if parent == "total":
        assert found(holder, new)[0]["parent_id"] == id_of("total")
    else:
        with pytest.raises(AreaUnknown):
            found(holder, new)
