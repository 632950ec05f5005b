"""Where a place is, as one map or the other says it, on both databases."""

import pytest

from services.chassis.errors import FieldsInvalid
from services.chassis.standards.gcj02 import to_gcj02
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, at, enter, names


def test_a_position_of_a_shifted_map_is_kept_in_wgs84(house: House):
    """And the same said again, in either datum, is the same place."""
    shifted = at("116.3840472", "39.9133455")
    plain = {"lon": "116.377817", "lat": "39.911954"}
    [hut] = enter(house, told := a_place("hut", position=shifted | {"datum": "GCJ02"}))
    assert hut["position"] == plain
    assert enter(house, told) == enter(house, told | {"position": plain}) == [hut]
    [other] = enter(house, a_place("other", position=shifted | {"datum": "CGCS2000"}))
    assert other["position"] == shifted
    moved = house.ask(
        "change_place", place_id=id_of("other"), position=shifted | {"datum": "GCJ02"}, seen_version=1
    )
    assert moved["position"] == plain


def test_a_point_of_a_shifted_map_finds_what_lies_there(house: House):
    """The same spot in either datum; without saying which, the shifted one lies half a kilometre off."""
    enter(house, a_place("hall", position=at("116.4074", "39.9042")))
    lon, lat = to_gcj02((116.4074, 39.9042))
    shifted = {"near": f"{lon:.7f},{lat:.7f}", "within_m": 1}
    for said in ({"near": "116.4074,39.9042", "within_m": 1}, shifted | {"datum": "GCJ02"}):
        assert names(house, **said) == ["hall"]
    assert names(house, **shifted) == names(house, **shifted, datum="CGCS2000") == []
    with pytest.raises(FieldsInvalid):
        house.ask("list_places", **shifted, datum="BD09")
