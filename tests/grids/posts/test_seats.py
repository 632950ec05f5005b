"""Posts that many may hold, and those that come with another one; on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.domain import DomainError
from services.grids.posts.domain.appointment import Term
from services.grids.posts.domain.errors import AlreadyHolds, HeldExOfficio, PostTaken
from services.grids.posts.domain.post import Post
from services.grids.posts.domain.roles import MICRO_GRID_WORKER, USUAL
from tests.grids.builders import a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import appoint

DOCTOR = {"role": "doctor"}
SECRETARY = a_duty("wang", "community", role="community_secretary")
MANY = USUAL.find("doctor")
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
asked_for = st.lists(
    st.tuples(days, st.integers(1, 5), st.booleans(), st.sampled_from(["wang", "li", "zhao"])), max_size=10
)


def held_on(house: House, area: str, role: str, on: str = "2026-03-05") -> list[str]:
    posts = house.ask("list_posts", area_id=id_of(area), role=role, vacant=False, on=on)["items"]
    return sorted(post["display_name"] for post in posts if post["area_id"] == id_of(area))


def test_several_hold_a_post_where_many_may(staffed):
    appoint(staffed, a_duty("wang", "community", **DOCTOR), a_duty("li", "community", **DOCTOR))
    assert held_on(staffed, "community", "doctor") == ["li", "wang"]


def test_nobody_holds_it_twice_at_once(staffed):
    appoint(staffed, a_duty("wang", "community", **DOCTOR, valid_to=date(2026, 4, 1)))
    again = {"id": id_of("again"), **DOCTOR}
    with pytest.raises(AlreadyHolds) as refused:
        appoint(staffed, a_duty("wang", "community", **again, valid_from=date(2026, 3, 31)))
    assert refused.value.about == tuple(
        f"appointments.0.{name}" for name in ("staff_id", "valid_from", "valid_to")
    )
    assert appoint(staffed, a_duty("wang", "community", **again, valid_from=date(2026, 4, 1)))


def test_nobody_deputises_for_themselves(staffed):
    appoint(staffed, a_duty("wang", "micro 1"))
    with pytest.raises(AlreadyHolds):
        appoint(
            staffed,
            a_duty("wang", "micro 1", id=id_of("leave"), deputises=True, valid_to=date(2026, 4, 1)),
        )


def test_one_person_holds_several_posts_of_one_area(staffed):
    appoint(staffed, a_duty("wang", "base 1", role="grid_worker"))
    appoint(staffed, a_duty("wang", "base 1", id=id_of("second"), role="sub_leader"))
    assert held_on(staffed, "base 1", "grid_worker") == held_on(staffed, "base 1", "sub_leader") == ["wang"]


@given(asked_for)
@pytest.mark.parametrize("role", [MICRO_GRID_WORKER, MANY], ids=["one", "many"])
def test_terms_never_overlap_where_they_must_not(role: Any, asked: list[Any]):
    post = Post("micro", role.key)
    for number, (start, length, deputises, person) in enumerate(asked):
        until = start + timedelta(length)
        new = a_duty(
            person,
            "micro",
            id=id_of(str(number)),
            deputises=deputises,
            valid_from=start,
            valid_to=until,
        )
        try:
            post.appoint(new, role)
        except DomainError as refused:
            held = next(each for each in post.appointments if each.id == refused.values["appointment_id"])
            assert held.term.overlaps(Term(new.valid_from, new.valid_to))
    for one in post.appointments:
        for other in post.appointments:
            if one is not other and one.term.overlaps(other.term):
                assert one.staff_id != other.staff_id
                assert role.many or one.deputises != other.deputises


def test_the_secretary_of_a_community_is_chief_of_its_general_total_grid(staffed):
    both = appoint(staffed, SECRETARY)
    assert [(each["role"], each["area_id"]) for each in both] == [
        ("community_secretary", id_of("community")),
        ("chief", id_of("total")),
    ]
    assert both[1]["ex_officio_of"] == SECRETARY.id
    assert staffed.ask("find_holder", area_id=id_of("total"))["staff_id"] == id_of("wang")
    assert [row["grants"] for row in staffed.told()[-1]["data"]["rows"]] == ["community_secretary", "chief"]


def test_changing_the_secretary_changes_the_chief(staffed):
    appoint(staffed, SECRETARY)
    staffed.ask("end_appointment", appointment_id=SECRETARY.id, valid_to="2026-03-01", seen_version=1)
    ended = [each["data"]["role"] for each in staffed.told()[-2:]]
    assert ended == ["community_secretary", "chief"]
    appoint(staffed, a_duty("li", "community", role="community_secretary", valid_from=date(2026, 3, 1)))

    found = [
        staffed.ask("find_holder", area_id=id_of("total"), on=day)["display_name"]
        for day in ("2026-02-28", "2026-03-01")
    ]
    assert found == ["wang", "li"]


def test_what_comes_with_an_office_does_not_end_alone(staffed):
    chief = appoint(staffed, SECRETARY)[1]
    with pytest.raises(HeldExOfficio):
        staffed.ask("end_appointment", appointment_id=chief["id"], valid_to="2026-03-01", seen_version=1)
    assert staffed.ask("find_holder", area_id=id_of("total"))["vacant"] is False


def test_a_chief_of_another_kind_keeps_the_secretary_out(staffed):
    appoint(staffed, a_duty("li", "total", role="chief"))
    with pytest.raises(PostTaken) as refused:
        appoint(staffed, SECRETARY)
    assert refused.value.values["area_id"] == id_of("total")
    assert held_on(staffed, "community", "community_secretary") == []
