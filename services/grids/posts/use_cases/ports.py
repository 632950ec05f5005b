"""What the posts' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.post import Post, PostKey
from services.grids.posts.domain.staff import Staff

Row = Mapping[str, Any]
After = Sequence[Any] | None
"""Where the page before ended; None is the beginning."""


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class People(Protocol):
    def must_be_new(self, staff_ids: Collection[str]) -> None:
        """Raises IdTaken."""

    def add(self, staff: Sequence[Staff]) -> None: ...

    def known(self, staff_ids: Collection[str]) -> set[str]: ...


class PeopleViews(Protocol):
    def one(self, staff_id: str) -> Row:
        """Raises StaffUnknown."""

    def feed(self, after: After, limit: int) -> Page:
        """Everybody of the district as mirrored, by id."""


class AreaKinds(Protocol):
    def kinds(self, area_ids: Collection[str]) -> Mapping[str, str]:
        """The kinds of those areas that the caller may see."""


class Posts(Protocol):
    def lock(self, keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
        """With all their appointments; whoever else wants to appoint there waits until we are done."""

    def add(self, appointments: Sequence[Appointment]) -> None: ...


class Appointments(Protocol):
    def must_be_new(self, appointment_ids: Collection[str]) -> None:
        """Raises IdTaken."""

    def get(self, appointment_id: str, seen_version: int) -> Appointment:
        """Raises AppointmentUnknown outside the caller's areas, StaleVersion for another version."""

    def save(self, appointment: Appointment) -> None: ...


class PostViews(Protocol):
    def holder(self, area_id: str, on: date) -> Row:
        """The area's post with who holds it that day. Raises AreaUnknown."""

    def below(self, area_id: str, on: date, vacant: bool | None, after: After, limit: int) -> Page:
        """Every post in the area's subtree. Raises AreaUnknown."""


class Tx(Protocol):
    @property
    def people(self) -> People: ...
    @property
    def people_views(self) -> PeopleViews: ...
    @property
    def area_kinds(self) -> AreaKinds: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def post_views(self) -> PostViews: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
