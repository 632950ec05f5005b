"""Posts that come with another one (兼任): for areas that come to stand below those who hold it."""

from dataclasses import dataclass, replace
from datetime import date

from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import AlreadyHolds, DeputyTaken, PostTaken
from services.grids.posts.domain.post import NewAppointment, Post, following_id
from services.grids.posts.domain.roles import PostRole, PostRoles


@dataclass(frozen=True)
class Coming:
    """Below whoever holds `main` a post of `kind` of area comes to stand: `other`."""

    main: Post
    other: Post
    role: PostRole
    kind: str


def come_along(coming: Coming, roles: PostRoles, on: date, number: int) -> list[Appointment]:
    """Who holds `main` that day or later holds `other`, too, unless somebody was appointed there: as long as
    the one, and not beyond the day on which the role itself goes there.

    `number` is that of the change of areas: what ended by one change and begins by another is not the same.
    """
    made, other, role = [], coming.other, coming.role
    for held in sorted(coming.main.appointments, key=lambda each: (each.term.valid_from, each.id)):
        since = max(held.term.valid_from, on)
        until = roles.lasts_until(role.key, coming.kind, on, held.term.valid_to)
        if not held.lasts_beyond(on) or (until is not None and until <= since):
            continue
        new = NewAppointment(
            following_id(held.id, other.area_id, role.key, str(number)),
            other.area_id,
            role.key,
            held.staff_id,
            since,
            until,
            held.deputises,
        )
        try:
            made.append(other.appoint(new, replace(role, term_months=None), held.id))
        except (PostTaken, DeputyTaken, AlreadyHolds):
            continue
    return made
