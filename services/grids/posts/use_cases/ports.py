"""What the posts' use cases need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypedDict

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.chain import Chain
from services.grids.posts.domain.post import Post, PostKey
from services.grids.posts.domain.roles import PostRoles, RoleScheme, RolesEdition
from services.grids.posts.domain.staff import Staff
from services.grids.posts.domain.staffing import Counted
from services.grids.posts.use_cases.handing_ports import LedGroups, OpenWork

Row = Mapping[str, Any]
After = Sequence[Any] | None
"""Where the page before ended; None is the beginning."""


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class People(Protocol):
    def entered_before(self, staff: Sequence[Staff]) -> Collection[str]:
        """Those of these that are there already, just so.

        Raises IdTaken for one with another name or phone.
        """

    def add(self, staff: Sequence[Staff]) -> None: ...

    def get(self, staff_id: str, seen_version: int) -> Staff:
        """Raises StaffUnknown, and StaleVersion for another version than the one seen."""

    def save(self, person: Staff) -> None: ...

    def known(self, staff_ids: Collection[str]) -> set[str]: ...


class PeopleViews(Protocol):
    def one(self, staff_id: str) -> Row:
        """Raises StaffUnknown."""

    def named(self, prefix: str, after: After, limit: int) -> Page:
        """By name."""

    def feed(self, after: After, limit: int) -> Page:
        """Everybody of the district as mirrored, by id."""


class Trees(Protocol):
    def lock(self) -> object:
        """Before anything else: nobody founds, moves or ends an area until we are done."""


class Heirs(Protocol):
    def standing(self, area_ids: Collection[str], on: date) -> Sequence[str]:
        """Those that stand that day, and what goes on for the others, a primary before the rest."""


class AreaKinds(Protocol):
    def stood(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, date, date | None]]:
        """Kind, first day and first day no more of those that the caller may see, ended ones too."""

    def founded_on(self, area_ids: Collection[str]) -> Mapping[str, date]:
        """The days of those whose founding was said to be then, and not merely entered then."""

    def right_below(self, area_ids: Collection[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Ids and kinds of the active areas right below each of them."""

    def under_since(self, area_ids: Collection[str]) -> Mapping[str, date]:
        """The day since which each stands under its parent, of those that stood elsewhere before."""


class Kinds(Protocol):
    """What the district's levels have on a day."""

    def knows(self, kind: str) -> bool: ...


class Levels(Protocol):
    def on(self, day: date) -> Kinds: ...


class Roles(Protocol):
    def get(self, seen_version: int | None = None) -> PostRoles:
        """Raises StaleVersion for another version than the one seen."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing for whoever holds less than the whole district."""

    def add(self, edition: RolesEdition) -> None:
        """Raises StaleVersion when this edition is there already."""


class Posts(Protocol):
    def lock(self, keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
        """With all their appointments; whoever else wants to appoint there waits until we are done."""

    def look(self, keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
        """The same, and nobody waits: for what changes nothing."""

    def add(self, appointments: Sequence[Appointment]) -> None: ...


class Held(Protocol):
    """Somebody's appointments that last beyond a day: those that the caller may see, and how many others."""

    @property
    def seen(self) -> Sequence[Appointment]: ...
    @property
    def elsewhere(self) -> int: ...


class Appointments(Protocol):
    def must_be_new(self, appointment_ids: Collection[str]) -> None:
        """Raises IdTaken."""

    def get(self, appointment_id: str, seen_version: int) -> Appointment:
        """Raises AppointmentUnknown outside the caller's areas, StaleVersion for another version."""

    def save(self, appointment: Appointment) -> None: ...

    def named(self, appointment_ids: Collection[str]) -> Sequence[Appointment]:
        """Those of these that are there, in the caller's areas."""

    def of_staff(self, staff_id: str, beyond: date) -> Held: ...

    def brought_by(self, appointment_ids: Collection[str]) -> Sequence[Appointment]:
        """What came with them, wherever it is, and was not withdrawn."""

    def of_role(self, role: str, kinds: Collection[str] | None, since: date) -> Appointment | None:
        """One that holds on that day or after it, wherever, or in areas of these kinds."""

    def shared(self, roles: Collection[str], since: date) -> Appointment | None:
        """One beside which somebody else holds the same post, or deputises there, on that day or after it."""


@dataclass(frozen=True)
class OfDay:
    """`is_over`: the tree is that of the day, and not the present one."""

    on: date
    is_over: bool

    @classmethod
    def asked(cls, on: date | None, today: date) -> "OfDay":
        """None is today."""
        return cls(on or today, is_over=on is not None and on < today)


@dataclass(frozen=True)
class Wanted:
    """None: both, and all."""

    vacant: bool | None = None
    role: str | None = None


class PostViews(Protocol):
    def holder(self, area_id: str, on: date, role: str | None) -> Row:
        """The area's post with who holds it that day.

        Raises AreaUnknown, also for one that did not stand that day, and PostUnknown.
        """

    def below(
        self, area_id: str, day: OfDay, scheme: RoleScheme, wanted: Wanted, after: After, limit: int
    ) -> Page:
        """Every expected post in the area's subtree, and of the others those that are held.

        Raises AreaUnknown.
        """


class AppointmentViews(Protocol):
    def one(self, appointment_id: str) -> Row:
        """Raises AppointmentUnknown outside the caller's areas."""

    def at(self, area_id: str, on: date, after: After, limit: int) -> Page:
        """Holders and deputies of an area that last beyond a day, by their first day. Raises AreaUnknown."""

    def held_by(self, staff_id: str, on: date, after: After, limit: int) -> Page: ...


class PostFigures(Protocol):
    def counted(self, area_id: str, day: OfDay, scheme: RoleScheme) -> Sequence[Counted]:
        """Of the area's subtree. Raises AreaUnknown."""

    def born(self, area_id: str, role: str | None, day: OfDay) -> Mapping[int | None, int]:
        """How many who hold the role there, or any, by month of birth. Raises AreaUnknown."""


class Chains(Protocol):
    def of_area(self, area_id: str, day: OfDay) -> Chain:
        """In one statement. Raises AreaUnknown, also for one that did not stand that day."""

    def of_dwelling(self, dwelling_id: str, day: OfDay) -> Chain:
        """The same. Raises DwellingUnknown."""


class Tx(Protocol):
    @property
    def sees_everything(self) -> bool: ...
    @property
    def people(self) -> People: ...
    @property
    def people_views(self) -> PeopleViews: ...
    @property
    def trees(self) -> Trees: ...
    @property
    def area_kinds(self) -> AreaKinds: ...
    @property
    def heirs(self) -> Heirs: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def appointments(self) -> Appointments: ...
    @property
    def appointment_views(self) -> AppointmentViews: ...
    @property
    def post_views(self) -> PostViews: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def level_schemes(self) -> Levels: ...
    @property
    def post_figures(self) -> PostFigures: ...
    @property
    def chains(self) -> Chains: ...
    @property
    def open_work(self) -> OpenWork: ...
    @property
    def led_groups(self) -> LedGroups: ...
    def reaches(self, area_id: str, scope: Scope) -> bool: ...
    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
