"""A district's kinds of place, on both databases."""

import pytest

from services.chassis.errors import PermissionMissing, StaleVersion
from services.grids.places.domain import errors as refused
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, enter


def test_a_district_has_kinds_of_its_own_from_a_day_on(house: House):
    preset = house.ask("get_place_kinds")
    assert (preset["version"], len(preset["editions"])) == (0, 1)
    kinds = [{"key": "tea_house", "name_zh": "茶馆", "name_en": "tea house", "may_be_mobile": True}]
    written = house.ask("write_place_kinds", valid_from="2026-03-05", kinds=kinds, seen_version=0)
    assert [edition["number"] for edition in written["editions"]] == [0, 1]
    assert enter(house, a_place("van", kind="tea_house", mobile=True))[0]["mobile"]
    with pytest.raises(refused.PlaceKindUnknown):
        enter(house, a_place("room"))
    with pytest.raises(StaleVersion):
        house.ask("write_place_kinds", valid_from="2026-03-05", kinds=kinds, seen_version=0)
    with pytest.raises(refused.KindTwice):
        house.ask("write_place_kinds", valid_from="2026-03-05", kinds=kinds * 2, seen_version=1)
    with pytest.raises(refused.KindsChangedInPast):
        house.ask("write_place_kinds", valid_from="2026-03-04", kinds=kinds, seen_version=1)
    with pytest.raises(PermissionMissing):
        house.holding(id_of("community")).ask(
            "write_place_kinds", valid_from="2026-03-05", kinds=kinds, seen_version=1
        )


def test_a_kind_that_begins_tomorrow_is_none_today(house: House):
    kinds = [{"key": "tea_house", "name_zh": "茶馆", "name_en": "tea house"}]
    house.ask("write_place_kinds", valid_from="2026-03-06", kinds=kinds, seen_version=0)
    with pytest.raises(refused.PlaceKindUnknown):
        enter(house, a_place("room", kind="tea_house"))
    assert enter(house, a_place("room"))
