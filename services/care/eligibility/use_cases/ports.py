"""What a question of eligibility needs from the world."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from services.care.eligibility.domain.person import Person
from services.chassis.caller import Caller


class People(Protocol):
    def find(self, resident_id: str) -> Person | None:
        """As the mirror and the events know them; None outside the caller's areas too."""


class MealRules(Protocol):
    """The meal programme and its cards: another room's."""

    def minimum_age(self, day: date) -> int | None:
        """None without a programme on that day."""

    def has_card(self, resident_id: str) -> bool: ...


class Tx(Protocol):
    @property
    def people(self) -> People: ...
    @property
    def meal_rules(self) -> MealRules: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[Tx]: ...
