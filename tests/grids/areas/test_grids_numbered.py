"""Grids that came from elsewhere are numbered on, and a full prefix stops no other: on both databases."""

from datetime import date, timedelta

import pytest

from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.errors import CommunityWithoutCode
from tests.grids.areas.test_codes_given import give, number
from tests.grids.builders import COMMUNITY_CODE, id_of

NEW = "510108006999"


def found(house, name, under, kind="micro", **more):
    area = {"id": id_of(name), "parent_id": id_of(under), "kind": kind, "name": name}
    house.ask("found_areas", areas=[area | more])


def recoded(house, valid_from="2026-03-05"):
    scheme = next(
        code["scheme"]
        for code in house.ask("get_area", area_id=id_of("community"))["codes"]
        if code["code"] == COMMUNITY_CODE
    )
    version = house.ask("get_area", area_id=id_of("community"))["version"]
    old = {"scheme": scheme, "code": COMMUNITY_CODE, "valid_to": valid_from, "seen_version": version}
    house.ask("retire_code", area_id=id_of("community"), **old)
    new = {"scheme": scheme, "code": NEW, "valid_from": valid_from}
    give(house, "community", seen=version + 1, **new)


def test_after_a_community_is_re_coded_its_micro_grids_go_on_below_their_grids(house):
    number(house)
    recoded(house)
    found(house, "micro 0", "base 1")
    found(house, "base 0", "total", "base")

    assert number(house) == {"base 0": f"{NEW}001", "micro 0": f"{COMMUNITY_CODE}00103"}


def test_a_number_is_told_with_its_scheme(house):
    given = house.ask("give_grid_codes", area_id=id_of("community"))

    assert {each["scheme"] for each in given["items"]} == {"LOCAL"}


def test_a_full_prefix_stops_no_other_and_is_told(house):
    begins = f"{COMMUNITY_CODE}001"
    past = [date(1901 + each, 1, 1) for each in range(1, 100)]
    codes = [
        AreaCode(id_of("school"), "LOCAL", f"{begins}{each:02}", day, day + timedelta(days=1))
        for each, day in enumerate(past, 1)
    ]
    with house.begin() as tx:
        tx.codes.add(codes)
    given = house.ask("give_grid_codes", area_id=id_of("community"))

    assert f"{COMMUNITY_CODE}00201" in {each["code"] for each in given["items"]}
    assert {(each["name"], each["digits"]) for each in given["unnumbered"]} == {
        ("micro 1", begins),
        ("micro 2", begins),
    }
    assert given["left"] == 0
    again = house.ask("give_grid_codes", area_id=id_of("community"))
    assert (again["items"], again["unnumbered"]) == ([], given["unnumbered"])


@pytest.mark.parametrize("code", ["51", "5101", "510108", "510108006", "510100000000", "510108006000"])
def test_no_grid_is_numbered_behind_a_code_that_is_no_communitys(house, code):
    """It is given all the same, with a warning that its level is unlikely."""
    given = give(house, "elsewhere", scheme="NBS2023", code=code)
    assert [each["code"] for each in given["warnings"]].count("CodeLevelUnlikely") == 1
    found(house, "base 9", "elsewhere", "general_total")
    told = len(house.told())

    with pytest.raises(CommunityWithoutCode) as refused:
        number(house, "elsewhere")

    assert (refused.value.about, refused.value.values) == (("area_id",), {"area_id": id_of("elsewhere")})
    assert len(house.told()) == told
    assert house.ask("get_area", area_id=id_of("base 9"))["codes"] == []


def test_a_districts_own_code_may_end_in_zeros(house):
    give(house, "elsewhere", scheme="NBS2023", code="5101")
    give(house, "elsewhere", seen=2, scheme="LOCAL", code="510100000000")
    found(house, "base 9", "elsewhere", "general_total")

    assert number(house, "elsewhere")["base 9"] == "510100000000000"
