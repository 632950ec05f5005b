"""The one file that knows the stores of all of care's rooms."""

from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from typing import Protocol

from services.care.eligibility.domain.person import PersonStatus, Standing
from services.care.eligibility.domain.verdict import Verdict, verdict_on, verdict_on_joining
from services.care.eligibility.queries import PeopleSeen
from services.care.eligibility.store.people import SqlPeople
from services.care.eligibility.store.standings import SqlStandings
from services.care.eligibility.store.tables import areas, grouped_dwellings, residents, staff
from services.care.meals.domain.errors import HasLeft, ResidentUnknown, TooYoung
from services.care.meals.queries import SqlCardViews
from services.care.meals.store.cards import SqlCards, SqlServedMeals
from services.care.meals.store.ended_areas import SqlEndedAreas
from services.care.meals.store.enrolments import SqlEnrolments
from services.care.meals.store.programmes import SqlProgrammes
from services.chassis.caller import Caller
from services.chassis.storage.grouped import HomesSeen
from services.chassis.storage.transaction import Transaction as ChassisTransaction

MIRRORS = {table.name: table for table in (areas, staff, residents, grouped_dwellings)}


class Diners:
    """What meals need of people, whose room knows nothing of meals."""

    def __init__(self, people: SqlPeople, standings: SqlStandings) -> None:
        self._people, self._standings = people, standings

    def may_join(self, resident_id: str, minimum_age: int, today: date) -> None:
        person = self._people.held(resident_id)
        if person is None:
            raise ResidentUnknown(resident_id=resident_id)
        _refuse(resident_id, today, verdict_on_joining(person, minimum_age, today))

    def may_eat(self, resident_id: str, minimum_age: int, on: date) -> None:
        _refuse(resident_id, on, verdict_on(self._people.find(resident_id), minimum_age, on))

    def note_leaving(self, resident_id: str, status: str, left_on: date, version: int) -> None:
        self._standings.note(Standing(resident_id, PersonStatus(status), left_on, version))


def _refuse(resident_id: str, on: date, found: Verdict) -> None:
    if found.allowed_from is not None:
        raise TooYoung(resident_id=resident_id, on=on, allowed_from=found.allowed_from)
    if found.obstacle is not None:
        raise HasLeft(resident_id=resident_id, reason=found.obstacle)


class MealRules:
    """What eligibility needs of meals."""

    def __init__(self, programmes: SqlProgrammes, cards: SqlCards) -> None:
        self._programmes, self.has_card = programmes, cards.has_open

    def minimum_age(self, day: date) -> int | None:
        edition = self._programmes.find(day)
        return edition.minimum_age if edition else None


class Transaction(ChassisTransaction):
    @cached_property
    def standings(self) -> SqlStandings:
        return SqlStandings(self.rows)

    @cached_property
    def homes(self) -> HomesSeen:
        return HomesSeen(self.rows, self.scope, areas, grouped_dwellings)

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self.rows, self.homes, self.standings)

    @cached_property
    def canteens(self) -> PeopleSeen:
        """What meals need of the ground, and of where people live."""
        return PeopleSeen(self.rows, self.scope, self.homes)

    @cached_property
    def diners(self) -> Diners:
        return Diners(self.people, self.standings)

    @cached_property
    def meal_rules(self) -> MealRules:
        return MealRules(self.programmes, self.cards)

    @cached_property
    def programmes(self) -> SqlProgrammes:
        return SqlProgrammes(self.rows, self.scope)

    @cached_property
    def ended_areas(self) -> SqlEndedAreas:
        return SqlEndedAreas(self.rows)

    @cached_property
    def enrolments(self) -> SqlEnrolments:
        return SqlEnrolments(self.rows)

    @cached_property
    def cards(self) -> SqlCards:
        return SqlCards(self.rows, seen=self.canteens.seen)

    @cached_property
    def served_meals(self) -> SqlServedMeals:
        return SqlServedMeals(self.rows)

    @cached_property
    def card_views(self) -> SqlCardViews:
        return SqlCardViews(self.rows, self.canteens)


class Begin(Protocol):
    """What every room of care may take for its own `begin`."""

    def __call__(self, caller: Caller, /) -> AbstractContextManager[Transaction]: ...
