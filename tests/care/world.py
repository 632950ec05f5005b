"""A world in memory that keeps the promises of care's ports, for both rooms."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.care.eligibility.domain.person import Person, Standing
from services.care.meals.domain.card import Card, CardState, Enrolment, ServedMeal
from services.care.meals.domain.errors import (
    AreaUnknown,
    CardHeld,
    CardUnknown,
    MealTaken,
    NoProgramme,
)
from services.care.meals.domain.moving import EndedArea
from services.care.meals.domain.programme import Edition, Programme, in_force
from services.care.meals.store.cards import shown
from services.care.transaction import Diners, MealRules
from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.chassis.errors import IdTaken, StaleVersion
from tests.care.builders import id_of

CALLER = Caller(district="d7k2m9", id=id_of("caller"), kind="person")


@dataclass
class Kept:
    """What is there when nothing is under way."""

    people: dict[str, Person] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    editions: dict[int, Edition] = field(default_factory=dict)
    ended_areas: dict[str, EndedArea] = field(default_factory=dict)
    enrolments: dict[str, Enrolment] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    served: dict[str, ServedMeal] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


class FakeWorld:
    """`begin` itself: what is done in a block that fails is forgotten, events with it."""

    def __init__(self, *areas: str) -> None:
        self.areas = {id_of(name) for name in areas or ("lane", "court")}
        self.kept = Kept()
        self.meanwhile: list[Callable[[], None]] = []

    @contextmanager
    def __call__(self, caller: Caller, /) -> Iterator["FakeTx"]:
        before = deepcopy(self.kept)
        try:
            yield FakeTx(self)
        except BaseException:
            self.kept = before
            raise

    def settle(self, name: str = "zhang", born: date = date(1950, 1, 1), **more: Any) -> str:
        person = Person(id_of(name), born, **more)
        self.kept.people[person.id] = person
        return person.id


@dataclass
class Fake:
    world: FakeWorld

    @property
    def kept(self) -> Kept:
        return self.world.kept


class FakePeople(Fake):
    def find(self, resident_id: str) -> Person | None:
        person = self.kept.people.get(resident_id)
        standing = self.kept.standings.get(resident_id, Standing(resident_id))
        return person and person.known_by(standing)

    held = find


class FakeStandings(Fake):
    def note(self, told: Standing) -> None:
        held = self.kept.standings.get(told.resident_id, Standing(told.resident_id))
        self.kept.standings[told.resident_id] = held.after(told)


class FakeProgrammes(Fake):
    def get(self, seen_version: int | None = None) -> Programme:
        editions = self.kept.editions
        held = Programme(max(editions, default=0), in_force(list(editions.values())))
        if seen_version not in (None, held.version):
            raise StaleVersion(sent_version=seen_version, current_version=held.version, current={})
        return held

    def find(self, day: date) -> Edition | None:
        begun = [edition for edition in self.get().editions if edition.valid_from <= day]
        return begun[-1] if begun else None

    def on(self, day: date) -> Edition:
        edition = self.find(day)
        if edition is None:
            raise NoProgramme(on=day)
        return edition

    def must_be_writable(self) -> None:
        """Everybody of this world holds all of it."""

    def add(self, edition: Edition) -> None:
        self.get(seen_version=edition.number - 1)
        self.kept.editions[edition.number] = edition


class FakeCanteens(Fake):
    def hold_ground(self) -> None:
        """We wait, and somebody else does all of this."""
        while self.world.meanwhile:
            self.world.meanwhile.pop()()

    def areas_known(self, area_ids: Collection[str]) -> set[str]:
        return self.world.areas & set(area_ids)


class FakeEndedAreas(Fake):
    def note(self, ended: Sequence[EndedArea]) -> None:
        self.kept.ended_areas = {each.area_id: each for each in ended} | self.kept.ended_areas

    def since(self, area_ids: Collection[str]) -> Sequence[EndedArea]:
        found, asked = [], list(area_ids)
        while asked:
            if ended := self.kept.ended_areas.get(asked.pop()):
                found.append(ended)
                asked += [ended.to_id] if ended.to_id else []
        return found


class FakeEnrolments(Fake):
    def get(self, enrolment_id: str) -> Enrolment:
        return copy(self.kept.enrolments[enrolment_id])

    def open_of(self, resident_id: str) -> Enrolment | None:
        enrolments = self.kept.enrolments.values()
        return copy(next((e for e in enrolments if e.resident_id == resident_id and not e.ended_on), None))

    def add(self, enrolment: Enrolment) -> None:
        if enrolment.id in self.kept.enrolments:
            raise IdTaken(id=enrolment.id)
        self.kept.enrolments[enrolment.id] = copy(enrolment)

    def save(self, enrolment: Enrolment) -> None:
        _must_be_next(self.kept.enrolments[enrolment.id], enrolment)
        self.kept.enrolments[enrolment.id] = copy(enrolment)


class FakeCards(Fake):
    def get(self, card_id: str, seen_version: int | None = None) -> Card:
        if card_id not in self.kept.cards:
            raise CardUnknown(card_id=card_id)
        card = self.kept.cards[card_id]
        if seen_version not in (None, card.version):
            raise StaleVersion(sent_version=seen_version, current_version=card.version, current={})
        return copy(card)

    def open_of(self, resident_id: str) -> Card | None:
        cards = self.kept.cards.values()
        return copy(next((c for c in cards if c.resident_id == resident_id and not c.closed_on), None))

    def has_open(self, resident_id: str) -> bool:
        return self.open_of(resident_id) is not None

    def add(self, card: Card) -> None:
        if held := self.open_of(card.resident_id):
            raise CardHeld(resident_id=held.resident_id, card_id=held.id)
        if card.id in self.kept.cards:
            raise IdTaken(id=card.id)
        self.kept.cards[card.id] = copy(card)

    def save(self, card: Card) -> None:
        _must_be_next(self.kept.cards[card.id], card)
        self.kept.cards[card.id] = copy(card)


class FakeServedMeals(Fake):
    def add(self, served: Sequence[ServedMeal]) -> None:
        for meal in served:
            if meal.id in self.kept.served:
                raise MealTaken(card_id=meal.card_id, on=meal.on, meal=meal.meal)
            self.kept.served[meal.id] = meal


class FakeCardViews(Fake):
    """Everybody lives in every area that there is; one page of all."""

    def one(self, card_id: str) -> dict[str, Any]:
        if card_id not in self.kept.cards:
            raise CardUnknown(card_id=card_id)
        return shown(vars(self.kept.cards[card_id]))

    def within(self, area_id: str, state: CardState | None, after: Any, limit: int) -> Any:
        if area_id not in self.world.areas:
            raise AreaUnknown(area_id=area_id)
        wanted = [card for card in self.kept.cards.values() if state in (None, card.state)]
        return {"items": [shown(vars(card)) for card in wanted[:limit]], "next": None}

    def holders_among(self, resident_ids: Any) -> list[str]:
        held = {card.resident_id for card in self.kept.cards.values()}
        return sorted(held & set(resident_ids))

    def served(self, card_id: str, after: Any, limit: int) -> Any:
        self.one(card_id)
        eaten = [meal for meal in self.kept.served.values() if meal.card_id == card_id]
        return {"items": eaten[:limit], "next": None}


class FakeTx:
    """One attribute per port, as in the service's own transaction; what joins the rooms is the service's."""

    def __init__(self, world: FakeWorld) -> None:
        self._world = world
        people: Any = FakePeople(world)
        standings: Any = FakeStandings(world)
        programmes: Any = FakeProgrammes(world)
        cards: Any = FakeCards(world)
        self.people, self.programmes, self.cards = people, programmes, cards
        self.canteens = FakeCanteens(world)
        self.ended_areas = FakeEndedAreas(world)
        self.enrolments = FakeEnrolments(world)
        self.served_meals = FakeServedMeals(world)
        self.card_views = FakeCardViews(world)
        self.diners = Diners(people, standings)
        self.meal_rules = MealRules(programmes, cards)

    def record(self, *events: Event) -> None:
        self._world.kept.events.extend(events)

    def name(self, *ids: str) -> None:
        """The audit is the database's."""


def _must_be_next(kept: Any, new: Any) -> None:
    if kept.version != new.version - 1:
        raise StaleVersion(sent_version=new.version - 1, current_version=kept.version, current={})
