"""What the use cases of meals need from the world."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol, TypedDict

from services.care.meals.domain.card import Card, CardState, Enrolment, ServedMeal
from services.care.meals.domain.moving import EndedArea
from services.care.meals.domain.programme import Edition, Programme
from services.chassis.caller import Caller
from services.chassis.domain import Event

Row = Mapping[str, Any]
After = Sequence[Any] | None


class Page(TypedDict):
    items: Sequence[Row]
    next: After


class Diners(Protocol):
    """People, by the rules about them: another room's."""

    def may_join(self, resident_id: str, minimum_age: int, today: date) -> None:
        """Until we are done nobody's leaving is noted. Raises ResidentUnknown, HasLeft, TooYoung."""

    def may_eat(self, resident_id: str, minimum_age: int, on: date) -> None:
        """Raises HasLeft, also for who is not known any more, and TooYoung."""

    def note_leaving(self, resident_id: str, status: str, left_on: date, version: int) -> None:
        """Until we are done nobody joins in their name."""


class Programmes(Protocol):
    def get(self, seen_version: int | None = None) -> Programme:
        """The last edition of each day that one begins on; version 0 before the first.

        Raises StaleVersion for another version than was seen.
        """

    def on(self, day: date) -> Edition:
        """Raises NoProgramme."""

    def must_be_writable(self) -> None:
        """Raises PermissionMissing but for who holds the whole district."""

    def add(self, edition: Edition) -> None:
        """Raises StaleVersion when its number is taken, and what `must_be_writable` does."""


class Canteens(Protocol):
    def hold_ground(self) -> None:
        """Until we are done nobody notes ends of areas, or says in which areas canteens are."""

    def areas_known(self, area_ids: Collection[str]) -> set[str]: ...


class EndedAreas(Protocol):
    def note(self, ended: Sequence[EndedArea]) -> None:
        """Those that are noted already stay as they are."""

    def since(self, area_ids: Collection[str]) -> Sequence[EndedArea]:
        """Those of these areas that ended, with those that went on for them and ended as well."""


class Enrolments(Protocol):
    def get(self, enrolment_id: str) -> Enrolment: ...

    def open_of(self, resident_id: str) -> Enrolment | None:
        """It stays as it is until we are done."""

    def add(self, enrolment: Enrolment) -> None: ...

    def save(self, enrolment: Enrolment) -> None: ...


class Cards(Protocol):
    def get(self, card_id: str, seen_version: int | None = None) -> Card:
        """It stays as it is until we are done. Raises CardUnknown, and StaleVersion for another version."""

    def open_of(self, resident_id: str) -> Card | None:
        """It stays as it is until we are done."""

    def add(self, card: Card) -> None:
        """Raises IdTaken, and CardHeld where the person has an open one."""

    def save(self, card: Card) -> None: ...


class ServedMeals(Protocol):
    def add(self, served: Sequence[ServedMeal]) -> None:
        """All or none. Raises MealTaken."""


class CardViews(Protocol):
    def one(self, card_id: str) -> Row:
        """Raises CardUnknown."""

    def within(self, area_id: str, state: CardState | None, after: After, limit: int) -> Page:
        """Cards of who lives in an area's subtree, the oldest first. Raises AreaUnknown."""

    def holders_among(self, resident_ids: Collection[str]) -> list[str]:
        """Who of them has or had a card, in order of ids."""

    def served(self, card_id: str, after: After, limit: int) -> Page:
        """Day by day. Raises CardUnknown."""


class Tx(Protocol):
    @property
    def diners(self) -> Diners: ...
    @property
    def programmes(self) -> Programmes: ...
    @property
    def canteens(self) -> Canteens: ...
    @property
    def ended_areas(self) -> EndedAreas: ...
    @property
    def enrolments(self) -> Enrolments: ...
    @property
    def cards(self) -> Cards: ...
    @property
    def served_meals(self) -> ServedMeals: ...
    @property
    def card_views(self) -> CardViews: ...
    def record(self, *events: Event) -> None: ...
    def name(self, *ids: str) -> None:
        """For the audit: whom a change concerns that no event tells of."""


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
