"""Terms, and one holder at a time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.grids.posts.domain.appointment import Appointment, Term
from services.grids.posts.domain.errors import AlreadyEnded, PostTaken, PostUnknown, TermEmpty
from services.grids.posts.domain.events import AppointmentEnded
from services.grids.posts.domain.post import Post, role_at
from services.grids.posts.domain.roles import MICRO_GRID_WORKER, USUAL
from tests.grids.builders import TODAY, a_duty

TOMORROW = TODAY + timedelta(days=1)
KINDS = ["county", "township", "community", "general_total", "base", "micro", "exclusive"]
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
terms = st.builds(
    lambda start, length: Term(start, length and start + timedelta(length)),
    days,
    st.none() | st.integers(1, 5),
)


def an_appointment(term: Term) -> Appointment:
    return Appointment("a1", "micro", "micro_grid_worker", "wang", term)


def a_post(*terms: Term) -> Post:
    return Post("micro", "micro_grid_worker", [an_appointment(term) for term in terms])


@pytest.mark.parametrize(
    ("day", "holds"),
    [(TODAY - timedelta(days=1), False), (TODAY, True), (TOMORROW, True), (TODAY + timedelta(days=2), False)],
)
def test_a_term_holds_from_its_first_day_to_the_day_before_its_end(day, holds):
    assert Term(TODAY, TODAY + timedelta(days=2)).holds_on(day) is holds


@pytest.mark.parametrize("day", [TODAY, date.max])
def test_a_term_without_an_end_holds_until_further_notice(day):
    assert Term(TODAY).holds_on(day)


@pytest.mark.parametrize("end", [TODAY, TODAY - timedelta(days=1)])
def test_a_term_has_a_day_at_least(end):
    with pytest.raises(TermEmpty):
        Term(TODAY, end)


@given(terms, terms)
def test_two_terms_overlap_when_a_day_lies_in_both(one: Term, other: Term):
    span = [date(2026, 1, 1) + timedelta(days=number) for number in range(20)]

    assert one.overlaps(other) is any(one.holds_on(day) and other.holds_on(day) for day in span)
    assert one.overlaps(other) is other.overlaps(one)


@given(st.lists(terms, max_size=8))
def test_a_post_has_one_holder_at_a_time_whoever_is_appointed(asked: list[Term]):
    post = a_post()
    for number, term in enumerate(asked):
        new = a_duty(f"person {number}", "micro", valid_from=term.valid_from, valid_to=term.valid_to)
        try:
            post.appoint(new, MICRO_GRID_WORKER)
        except PostTaken as taken:
            held = next(each for each in post.appointments if each.id == taken.values["appointment_id"])
            assert held.term.overlaps(term)

    in_order = sorted(post.appointments, key=lambda each: each.term.valid_from)
    assert not any(one.term.overlaps(other.term) for one, other in pairwise(in_order))


def test_a_successor_may_begin_on_the_day_the_other_ends():
    post = a_post(Term(date(2026, 1, 1), TODAY))

    assert post.appoint(a_duty("li", "micro", valid_from=TODAY), MICRO_GRID_WORKER).term == Term(TODAY)


def test_an_appointment_ends_and_says_so():
    held = an_appointment(Term(date(2026, 1, 1)))

    event = held.end(TODAY)

    assert event == AppointmentEnded("a1", "micro", "micro_grid_worker", "wang", "2026-03-05", 2, "")
    assert not held.term.holds_on(TODAY)


def test_an_appointment_may_end_earlier_than_planned():
    held = an_appointment(Term(date(2026, 1, 1), TOMORROW))

    held.end(TODAY)

    assert held.term.valid_to == TODAY


@pytest.mark.parametrize("later", [TODAY, TOMORROW])
def test_an_appointment_does_not_end_later_than_it_does(later):
    with pytest.raises(AlreadyEnded):
        an_appointment(Term(date(2026, 1, 1), TODAY)).end(later)


def test_an_appointment_does_not_end_before_it_began():
    with pytest.raises(TermEmpty):
        an_appointment(Term(TODAY)).end(TODAY)


OWN = {"general_total": "chief", "base": "grid_worker", "micro": "micro_grid_worker"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", USUAL.roles, ids=lambda role: role.key)
def test_an_area_has_the_posts_of_its_kind_and_no_other(kind, role):
    if kind in role.kinds:
        assert role_at(USUAL, "area", kind, asked=role.key) is role
    else:
        with pytest.raises(PostUnknown):
            role_at(USUAL, "area", kind, asked=role.key)


@pytest.mark.parametrize("kind", OWN)
def test_an_area_of_a_kind_has_a_post_of_its_own(kind):
    assert role_at(USUAL, "area", kind).key == OWN[kind]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(OWN)))
def test_the_other_areas_have_no_post_of_their_own(kind):
    with pytest.raises(PostUnknown) as refused:
        role_at(USUAL, "area", kind)

    assert refused.value.values == {"area_id": "area", "area_kind": kind, "role": None}
