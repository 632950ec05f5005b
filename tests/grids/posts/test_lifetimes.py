"""Nobody holds a post before its area is there, or after, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.grids.posts.domain.appointment import Term
from services.grids.posts.domain.errors import AppointedBeforeFounding, AppointedBeyondEnd, AreaEnded
from services.grids.posts.domain.lifetime import Lifetime
from tests.grids.areas.changing import LATER, founded, merge, split
from tests.grids.builders import NOW, TODAY, a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import hand, moved

DAY = timedelta(days=1)
FOUNDED = TODAY + timedelta(days=3)
"""Entered a week later."""


def found(house: House, name: str, kind: str = "micro", under: str = "base 1", **said: Any) -> None:
    house.ask("found_areas", areas=[founded(name, kind, under)], **said)


def wang_at(house: House, area: str, since: date, until: date | None = None, **more: Any) -> Any:
    return appoint(house, a_duty("wang", area, valid_from=since, valid_to=until, **more))


@pytest.fixture
def later(staffed: House) -> House:
    staffed.clock.moment = NOW + timedelta(days=10)
    return staffed


@pytest.fixture
def ended(staffed: House) -> House:
    """The first micro-grid went into the second ten days later."""
    staffed.clock.moment = NOW + timedelta(days=10)
    merge(staffed, "micro 1", into="micro 2")
    return staffed


@pytest.mark.parametrize(
    "said",
    [
        {"effective_on": FOUNDED.isoformat()},
        {"effective_on": FOUNDED.isoformat(), "document_number": "成民〔2026〕7号"},
    ],
)
def test_a_post_begins_with_the_founding_at_the_earliest(later, said):
    found(later, "new", **said)
    before = len(later.told())
    with pytest.raises(AppointedBeforeFounding) as refused:
        wang_at(later, "new", FOUNDED - DAY)
    assert refused.value.values == {"area_id": id_of("new"), "founded_on": FOUNDED}
    assert refused.value.about == ("appointments.0.valid_from",)
    assert len(later.told()) == before
    assert wang_at(later, "new", FOUNDED)


def test_a_document_of_today_is_a_founding_too(staffed):
    found(staffed, "new", document_number="成民〔2026〕7号")
    with pytest.raises(AppointedBeforeFounding):
        wang_at(staffed, "new", TODAY - DAY)
    assert wang_at(staffed, "new", TODAY)


def test_what_came_of_a_split_was_not_there_before_it(staffed):
    staffed.clock.moment = NOW + timedelta(days=10)
    split(staffed, "micro 1", "east", "west", primary="east")
    with pytest.raises(AppointedBeforeFounding):
        wang_at(staffed, "west", LATER - DAY)
    assert wang_at(staffed, "west", LATER)


def test_who_held_a_post_before_its_area_was_merely_entered_is_written_down(staffed):
    found(staffed, "new")
    assert wang_at(staffed, "new", date(1999, 1, 1))


def test_a_later_change_is_no_founding(ended):
    """The successor of a merge stood before it."""
    assert wang_at(ended, "micro 2", date(1999, 1, 1))


def test_one_of_many_is_refused_and_nobody_is_appointed(later):
    found(later, "new", effective_on=FOUNDED.isoformat())
    batch = (a_duty("wang", "micro 1"), a_duty("li", "new", valid_from=FOUNDED - DAY))
    with pytest.raises(AppointedBeforeFounding):
        appoint(later, *batch)
    assert later.ask("find_holder", area_id=id_of("micro 1"))["vacant"]


def test_who_held_a_post_of_an_area_that_ended_is_written_down_up_to_its_end(ended):
    [held] = wang_at(ended, "micro 1", date(2020, 1, 1), LATER)
    assert held["valid_to"] == LATER.isoformat()
    found = ended.ask("find_holder", area_id=id_of("micro 1"), on=(LATER - DAY).isoformat())
    assert found["display_name"] == "wang"


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (date(2020, 1, 1), LATER + DAY, "valid_to"),
        (date(2020, 1, 1), None, "valid_to"),
        (LATER - DAY, None, "valid_to"),
        (LATER, LATER + DAY, "valid_from"),
        (LATER, None, "valid_from"),
    ],
)
def test_nobody_holds_a_post_from_the_end_of_its_area_on(ended, since, until, field):
    before = len(ended.told())
    with pytest.raises(AppointedBeyondEnd) as refused:
        wang_at(ended, "micro 1", since, until)
    assert refused.value.values == {"area_id": id_of("micro 1"), "ended_on": LATER}
    assert (refused.value.about, len(ended.told())) == ((f"appointments.0.{field}",), before)


def test_a_post_of_an_area_that_ended_is_handed_over_to_nobody(staffed):
    appoint(staffed, a_duty("wang", "micro 1"))
    staffed.clock.moment = NOW + timedelta(days=10)
    merge(staffed, "micro 1", into="micro 2")
    assert moved(hand(staffed, on=LATER.isoformat())) == {}
    assert moved(hand(staffed, on=(LATER - DAY).isoformat())) == {"post": 1}
    with pytest.raises(AreaEnded):
        staffed.ask("find_holder", area_id=id_of("micro 1"), on=LATER.isoformat())


def test_a_chief_ex_officio_begins_with_the_grid_where_the_secretary_was_there_before(later):
    found(later, "second total", "general_total", "community", effective_on=FOUNDED.isoformat())
    made = wang_at(later, "community", date(2020, 1, 1), role="community_secretary")
    since = {each["area_id"]: each["valid_from"] for each in made}
    assert since == {
        id_of("community"): "2020-01-01",
        id_of("total"): "2020-01-01",
        id_of("second total"): FOUNDED.isoformat(),
    }


@pytest.mark.parametrize(("until", "chiefs"), [(FOUNDED, 1), (FOUNDED + DAY, 2)])
def test_a_secretary_who_left_before_the_grid_was_there_was_never_its_chief(later, until, chiefs):
    found(later, "second total", "general_total", "community", effective_on=FOUNDED.isoformat())
    made = wang_at(later, "community", date(2020, 1, 1), until, role="community_secretary")
    assert [each["role"] for each in made].count("chief") == chiefs


def test_an_area_whose_days_are_not_known_covers_every_term():
    standing = Lifetime("area", "micro")
    standing.must_cover(Term(date(1900, 1, 1)))
    assert (standing.founded_on, standing.ended_on) == (None, None)
