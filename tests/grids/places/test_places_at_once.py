"""Two who change one place at once, on both databases."""

import pytest

from services.chassis.errors import StaleVersion
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.places.huts import a_place, an_organisation, enter


def test_a_place_that_two_change_at_once_is_shown_as_it_is_always_shown(house: House):
    enter(house, a_place("hut", organisations=[an_organisation("clinic")]))
    with house.begin() as tx:
        first, second = (tx.service_places.get(id_of("hut")) for _ in range(2))
        first.change("first", first.fittings)
        second.change("second", second.fittings)
        tx.service_places.save(first)
        with pytest.raises(StaleVersion) as refused:
            tx.service_places.save(second)
    shown = refused.value.current
    assert (shown["name"], shown["organisations"]) == ("first", [an_organisation("clinic")])
    assert "district" not in shown
