"""What a level does no more from a day to come is not begun today; on both databases."""

from datetime import timedelta
from typing import Any

import pytest

from services.grids.cases.domain.errors import AreaNotMicroGrid
from services.grids.dwellings.domain.errors import HoldsNoDwellings
from tests.grids.builders import NOW, TODAY, id_of
from tests.grids.dwellings.estates import a_building, enter, give, rooms
from tests.grids.estate_sheets.test_estates_kept import a_line, counts, taken
from tests.grids.house import House
from tests.grids.levels.test_levels_kept import found, hall_that, write

DAY = timedelta(days=1)


@pytest.fixture
def hall(house: House) -> House:
    """An empty hall below a community, whose level holds dwellings and takes cases."""
    write(house, levels=hall_that(holds_dwellings=True, takes_cases=True))
    found(house, "hall", "community")
    enter(house, a_building("A", units=1))
    return house


def give_the_hall(house: House) -> Any:
    return give(house, ("A", 1, 1, "new hall"))


def register(house: House) -> Any:
    asked = {"id": id_of("case"), "area_id": id_of("new hall"), "text": "The lamp is out."}
    return house.ask("register_case", **asked)


@pytest.mark.parametrize("days", [1, 400])
def test_no_unit_is_given_to_a_level_that_will_hold_none(hall: House, days: int):
    write(hall, 1, valid_from=TODAY + days * DAY, levels=hall_that(takes_cases=True))
    with pytest.raises(HoldsNoDwellings) as refused:
        give_the_hall(hall)
    assert refused.value.about == ("ranges.0.area_id",)
    assert {area for _, _, area in rooms(hall, "A")} == {None}
    assert register(hall)["state"]


def test_no_case_is_registered_in_a_level_that_will_take_none(hall: House):
    write(hall, 1, valid_from=TODAY + DAY, levels=hall_that(holds_dwellings=True))
    with pytest.raises(AreaNotMicroGrid):
        register(hall)
    assert give_the_hall(hall)


def test_nor_does_a_sheet_give_it_any(hall: House):
    line = a_line(2, "1栋", (1, 1, "new hall"))
    write(hall, 1, valid_from=TODAY + DAY, levels=hall_that(takes_cases=True))
    assert counts(taken(hall, line))[0] == 0
    write(hall, 2, levels=hall_that(holds_dwellings=True, takes_cases=True))
    assert counts(taken(hall, line))[0] == 1


def test_a_scheme_that_another_one_has_replaced_is_not_asked(hall: House):
    write(hall, 1, valid_from=TODAY + 5 * DAY, levels=hall_that())
    write(hall, 2, valid_from=TODAY + DAY, levels=hall_that(holds_dwellings=True, takes_cases=True))
    assert give_the_hall(hall)
    assert register(hall)["state"]


def test_a_level_that_will_hold_some_holds_none_before(house: House):
    write(house, levels=hall_that())
    found(house, "hall", "community")
    enter(house, a_building("A", units=1))
    write(house, 1, valid_from=TODAY + DAY, levels=hall_that(holds_dwellings=True, takes_cases=True))
    with pytest.raises(HoldsNoDwellings):
        give_the_hall(house)
    with pytest.raises(AreaNotMicroGrid):
        register(house)
    house.clock.moment = NOW + DAY
    assert give_the_hall(house)
    assert register(house)["state"]


def test_a_scheme_that_has_passed_is_not_asked(hall: House):
    write(hall, 1, valid_from=TODAY + DAY, levels=hall_that())
    write(hall, 2, valid_from=TODAY + 2 * DAY, levels=hall_that(holds_dwellings=True, takes_cases=True))
    with pytest.raises(HoldsNoDwellings):
        give_the_hall(hall)
    hall.clock.moment = NOW + 2 * DAY
    assert give_the_hall(hall)
