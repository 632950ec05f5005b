"""A building's plan becomes dwellings."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.grids.dwellings.domain.building import NewBuilding, dwelling_id, dwellings_of, stray_exceptions
from tests.grids.builders import id_of

A = id_of("A")


def rooms(**different: Any) -> list[tuple[int, int, str]]:
    usual: dict[str, Any] = {"id": A, "name": "1栋", "units": 1, "floors": 2, "rooms_per_floor": 2}
    return [(each.unit, each.floor, each.room) for each in dwellings_of(NewBuilding(**usual | different))]


def test_each_unit_has_every_floor_and_each_floor_every_room():
    assert rooms() == [(1, 1, "101"), (1, 1, "102"), (1, 2, "201"), (1, 2, "202")]
    assert rooms(units=2)[4:] == [(2, 1, "101"), (2, 1, "102"), (2, 2, "201"), (2, 2, "202")]


def test_what_is_left_out_is_not_there():
    assert rooms(units=2, left_out=("2-101", "1-202"))[2:] == [
        (1, 2, "201"),
        (2, 1, "102"),
        (2, 2, "201"),
        (2, 2, "202"),
    ]


def test_a_high_floor_has_four_figures():
    assert rooms(floors=12, rooms_per_floor=1)[-1] == (1, 12, "1201")


def test_what_the_plan_never_had_cannot_be_left_out():
    new = NewBuilding(A, "1栋", 1, 2, 2, ("1-101", "1-301", "2-101"))
    assert stray_exceptions(new) == ["1-301", "2-101"]


@given(units=st.integers(1, 9), floors=st.integers(1, 20), per_floor=st.integers(1, 12))
def test_every_dwelling_has_an_id_of_its_own_that_its_address_makes(units: int, floors: int, per_floor: int):
    dwellings = dwellings_of(NewBuilding(A, "1栋", units, floors, per_floor))
    assert len({each.id for each in dwellings}) == len(dwellings) == units * floors * per_floor
    assert all(each.id == dwelling_id(A, each.unit, each.room) for each in dwellings)
