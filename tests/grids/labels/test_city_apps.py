"""A label leads on to the platforms of the city that the district has named (S2.82)."""

from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid, PermissionMissing, StaleVersion
from tests.grids.builders import id_of
from tests.grids.house import House

CITY = {"name_zh": "市里办事", "name_en": "City desk", "url": "https://city.example/grid"}
COUNTY = {"name_zh": "区里办事", "name_en": "County desk", "url": "https://county.example/"}
NONE_YET: dict[str, Any] = {"apps": [], "version": 0}


def write(house: House, *apps: dict[str, str], seen: int = 0) -> Any:
    return house.ask("write_city_apps", apps=list(apps), seen_version=seen)


def opened(house: House) -> Any:
    [made] = house.ask("make_labels", targets=[{"kind": "area", "target_id": id_of("micro 1")}])["items"]
    return house.ask("open_label", token=made["token"])["apps"]


def test_they_are_shown_in_the_order_in_which_they_were_said(house: House):
    assert (house.ask("get_city_apps"), opened(house)) == (NONE_YET, [])
    assert write(house, CITY, COUNTY) == {"apps": [CITY, COUNTY], "version": 1}
    assert opened(house) == [CITY, COUNTY]
    assert house.told()[-1]["type"] == "linli.grids.CityAppsWritten.v1"


def test_others_take_their_place_or_none_does(house: House):
    write(house, CITY)
    write(house, COUNTY, seen=1)
    assert opened(house) == [COUNTY]
    assert write(house, seen=2) == {"apps": [], "version": 3}
    assert opened(house) == []


def test_a_stale_version_is_refused_and_changes_nothing(house: House):
    write(house, CITY)
    with pytest.raises(StaleVersion):
        write(house, COUNTY, seen=0)
    assert opened(house) == [CITY]


def test_whoever_does_not_hold_the_whole_district_says_nothing_of_it(house: House):
    with pytest.raises(PermissionMissing):
        write(house.holding(id_of("community")), CITY)


def test_another_district_has_its_own(house: House):
    write(house, CITY)
    assert house.elsewhere().ask("get_city_apps") == NONE_YET


@pytest.mark.parametrize(
    "url",
    ["http://city.example/", "https://", "https:///grid", "javascript:alert(1)", "https://a@city.example/",
     "https://city.example/a b", "https://city.example/" + "a" * 480],
)  # fmt: skip
def test_what_is_no_address_is_refused(house: House, url: str):
    with pytest.raises(FieldsInvalid) as refused:
        write(house, CITY, CITY | {"url": url})
    assert {each.field for each in refused.value.fields} == {"apps.1.url"}


def test_at_most_ten_are_shown(house: House):
    assert len(write(house, *[CITY] * 10)["apps"]) == 10
    with pytest.raises(FieldsInvalid):
        write(house, *[CITY] * 11, seen=1)
