"""The shift of Chinese maps, both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.standards.gcj02 import from_gcj02, to_gcj02

# Longitude and latitude in WGS84 and in GCJ-02, of three towns; as the open implementations have them.
KNOWN = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]


@pytest.mark.parametrize(("plain", "shifted"), KNOWN)
def test_a_place_is_shifted_as_on_maps(plain: tuple[float, float], shifted: tuple[float, float]):
    assert to_gcj02(plain) == pytest.approx(shifted, abs=1e-9)
    assert from_gcj02(shifted) == pytest.approx(plain, abs=1e-8)


@given(st.floats(74, 135), st.floats(4, 53))
def test_the_way_back_ends_where_it_began(lon: float, lat: float):
    assert from_gcj02(to_gcj02((lon, lat))) == pytest.approx((lon, lat), abs=1e-8)


@pytest.mark.parametrize("place", [(72.0, 30.0), (138.0, 30.0), (104.0, 0.5), (104.0, 56.0), (-0.1, 51.5)])
def test_nothing_is_shifted_outside_of_china(place: tuple[float, float]):
    assert to_gcj02(place) == place
    assert from_gcj02(place) == place
