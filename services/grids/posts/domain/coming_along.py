"""Posts that come with another one (兼任): for areas that come to stand below those who hold it."""

from dataclasses import replace
from datetime import date

from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import AlreadyHolds, DeputyTaken, PostTaken
from services.grids.posts.domain.post import NewAppointment, Post, following_id
from services.grids.posts.domain.roles import PostRole


def come_along(main: Post, other: Post, role: PostRole, on: date, number: int) -> list[Appointment]:
    """Who holds `main` that day or later holds `other`, too, unless somebody was appointed there.

    `number` is that of the change of areas: what ended by one change and begins by another is not the same.
    """
    made = []
    for held in sorted(main.appointments, key=lambda each: (each.term.valid_from, each.id)):
        if not held.lasts_beyond(on):
            continue
        since = max(held.term.valid_from, on)
        appointment_id = following_id(held.id, other.area_id, role.key, str(number))
        new = NewAppointment(
            appointment_id,
            other.area_id,
            role.key,
            held.staff_id,
            since,
            held.term.valid_to,
            held.deputises,
        )
        try:
            made.append(other.appoint(new, replace(role, term_months=None), held.id))
        except (PostTaken, DeputyTaken, AlreadyHolds):
            continue
    return made
