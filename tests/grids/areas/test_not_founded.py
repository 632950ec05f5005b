"""What was not there yet is answered alike by the tree of a day, its figures and its chain."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.chassis.domain import DomainError
from tests.grids.areas.changing import LATER, lived_in
from tests.grids.builders import TODAY, an_area, id_of
from tests.grids.house import House

BETWEEN = TODAY + timedelta(days=5)
THE_DAY_BEFORE = BETWEEN - timedelta(days=1)
ASKING = {"list_areas_then": {"limit": 10}, "trace_areas": {}, "find_responsible": {}, "find_holder": {}}


@pytest.fixture
def founded(house: House) -> House:
    """A grid was founded on a day that was said."""
    lived_in(house)
    house.ask("found_areas", areas=[an_area("x", "base", "total")], effective_on=BETWEEN.isoformat())
    return house


def ask(house: House, method: str, on: date, area: str = "x", **more: Any) -> Any:
    return house.ask(method, area_id=id_of(area), on=on.isoformat(), **ASKING[method] | more)


@pytest.mark.parametrize("method", ASKING)
def test_a_day_before_its_founding_is_refused_with_that_day(founded: House, method):
    with pytest.raises(DomainError) as refused:
        ask(founded, method, THE_DAY_BEFORE)

    assert (refused.value.code, refused.value.kind, refused.value.about) == (
        "AreaNotFounded", "invalid", ("on",),
    )  # fmt: skip
    assert refused.value.values == {"area_id": id_of("x"), "founded_on": BETWEEN}


@pytest.mark.parametrize("method", ASKING)
def test_on_the_day_itself_it_is_there(founded: House, method):
    assert ask(founded, method, BETWEEN)


@pytest.mark.parametrize("method", ASKING)
def test_a_day_before_it_was_merely_entered_is_no_day_before_its_founding(founded: House, method):
    assert ask(founded, method, TODAY - timedelta(days=30), "total")


def test_figures_as_of_a_day_before_its_founding_name_that_day(founded: House):
    with pytest.raises(DomainError) as refused:
        ask(founded, "trace_areas", TODAY, as_of=THE_DAY_BEFORE.isoformat())
    assert (refused.value.code, refused.value.about) == ("AreaNotFounded", ("as_of",))


def test_figures_of_a_day_before_it_as_of_a_later_one_are_those_of_whatever_led_there(founded: House):
    found = ask(founded, "trace_areas", TODAY, as_of=LATER.isoformat())
    assert [each["area_id"] for each in found["areas"]] == [id_of("x")]


@pytest.mark.parametrize("method", ASKING)
def test_of_what_one_does_not_see_no_day_is_told(founded: House, method):
    with pytest.raises(DomainError) as refused:
        ask(founded.holding(id_of("elsewhere")), method, THE_DAY_BEFORE)
    assert refused.value.code == "AreaUnknown"
