"""A service place (阵地): where residents are served, with its hours and its history of use."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.grids.places.domain import events
from services.grids.places.domain.duty import Duty
from services.grids.places.domain.errors import (
    DayAhead,
    OperatorTermEmpty,
    OrganisationTwice,
    PlaceClosed,
    PlaceTwiceInBatch,
    UseBegunBefore,
    UseTooEarly,
    ZonesTooLarge,
    ZoneTwice,
)
from services.grids.places.domain.events import (
    PlaceChanged,
    PlaceReused,
    PlaceRow,
    PlacesEntered,
    PlacesMoved,
    PlaceUseTakenBack,
)
from services.grids.places.domain.hours import Hours
from services.grids.places.domain.nearness import Position

Size = int
"""Square metres are kept exactly, in whole hundredths."""
HUNDREDTHS = 100


@dataclass(frozen=True)
class Zone:
    """功能区."""

    name: str
    area_m2: Size


@dataclass(frozen=True)
class Operator:
    """Who runs it, from a day (included) to a day (excluded)."""

    name: str
    valid_from: date
    valid_to: date | None = None
    organisation_id: str | None = None


@dataclass(frozen=True)
class Equipment:
    name: str
    count: int


@dataclass(frozen=True)
class Organisation:
    """One of those that share it (S1.23)."""

    id: str
    name: str


@dataclass(frozen=True)
class Use:
    """What it was used as, from a day (included) to a day (excluded)."""

    kind: str
    name: str
    valid_from: date
    valid_to: date | None = None
    after_closing: bool = False

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Fittings:
    """What may be changed of a place while its use stays the same."""

    mobile: bool = False
    address: str = ""
    position: Position | None = None
    area_m2: Size | None = None
    capacity: int | None = None
    zones: tuple[Zone, ...] = ()
    hours: Hours = field(default_factory=Hours)
    duties: tuple[Duty, ...] = ()
    operators: tuple[Operator, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    def __post_init__(self) -> None:
        if (zone := _twice(each.name for each in self.zones)) is not None:
            raise ZoneTwice(name=zone)
        parts = sum(each.area_m2 for each in self.zones)
        if self.area_m2 is not None and parts > self.area_m2:
            raise ZonesTooLarge(zones_m2=metres(parts), area_m2=metres(self.area_m2))
        for each in self.operators:
            if each.valid_to is not None and each.valid_to <= each.valid_from:
                raise OperatorTermEmpty(name=each.name)
        if (shared := _twice(each.id for each in self.organisations)) is not None:
            raise OrganisationTwice(organisation_id=shared)

    @property
    def staff_ids(self) -> set[str]:
        return {duty.staff_id for duty in self.duties if duty.staff_id is not None}


@dataclass
class Place:
    id: str
    area_id: str
    kind: str
    name: str
    fittings: Fittings = field(default_factory=Fittings)
    uses: tuple[Use, ...] = ()
    closed_on: date | None = None
    version: int = 1

    @classmethod
    def entered(
        cls, id: str, area_id: str, kind: str, name: str, opened_on: date, fittings: Fittings
    ) -> "Place":
        return cls(id, area_id, kind, name, fittings, (Use(kind, name, opened_on),))

    def is_used_on(self, day: date) -> bool:
        """Not before it was opened, nor while it stood idle."""
        return any(use.holds_on(day) for use in self.uses)

    def row(self) -> PlaceRow:
        return PlaceRow(self.id, self.area_id, self.kind, self.version)

    def change(self, name: str | None, fittings: Fittings) -> PlaceChanged:
        """A new name is the same use under another name."""
        self._refuse_closed()
        if name is not None:
            self.name = name
            self.uses = (*self.uses[:-1], replace(self.uses[-1], name=name))
        self.fittings = fittings
        self.version += 1
        return PlaceChanged(self.id, self.version)

    def move(self, area_id: str) -> PlacesMoved:
        """Into another area, with the version of the change that says so."""
        self.area_id = area_id
        return PlacesMoved(self.id, (self.row(),))

    def close(self, on: date, today: date) -> "events.PlaceClosed":
        self._refuse_closed()
        self._end_use(on, today)
        self.closed_on = on
        self.version += 1
        return events.PlaceClosed(self.id, on.isoformat(), self.version)

    def reuse(self, kind: str, name: str, on: date, today: date) -> PlaceReused:
        """The old use is kept with its days (S2.118). What was never used may have been, since any day."""
        stood_idle = bool(self.uses) and self.closed_on is not None
        if self.closed_on is None:
            self._end_use(on, today)
        elif self.uses and on < self.closed_on:
            raise UseTooEarly(on=on, since=self.closed_on)
        refuse_ahead(on, today)
        self.kind, self.name, self.closed_on = kind, name, None
        self.uses = (*self.uses, Use(kind, name, on, after_closing=stood_idle))
        self.version += 1
        return PlaceReused(self.id, kind, on.isoformat(), self.version)

    def take_back_use(self, today: date) -> PlaceUseTakenBack:
        """The use that began today never was: what was used until then still is, and what stood idle still
        does. A place without another use is closed, and was never used.
        """
        self._refuse_closed()
        *before, last = self.uses
        if last.valid_from < today:
            raise UseBegunBefore(place_id=self.id, valid_from=last.valid_from)
        self.uses, self.closed_on = tuple(before), before[-1].valid_to if before else last.valid_from
        if before:
            self.kind, self.name = before[-1].kind, before[-1].name
        if before and self.closed_on == last.valid_from and not last.after_closing:
            self.uses, self.closed_on = (*before[:-1], replace(before[-1], valid_to=None)), None
        self.version += 1
        return PlaceUseTakenBack(self.id, self.kind, self.version)

    def stand_still(self) -> None:
        """Its kind may not be mobile; told with the change that gave it that kind."""
        self.fittings = replace(self.fittings, mobile=False)

    def _end_use(self, on: date, today: date) -> None:
        refuse_ahead(on, today)
        last = self.uses[-1]
        if on <= last.valid_from:
            raise UseTooEarly(on=on, since=last.valid_from)
        self.uses = (*self.uses[:-1], replace(last, valid_to=on))

    def _refuse_closed(self) -> None:
        if self.closed_on is not None:
            raise PlaceClosed(place_id=self.id, closed_on=self.closed_on)


def entered(batch: Sequence[Place]) -> PlacesEntered:
    return PlacesEntered(batch[0].id, tuple(place.row() for place in batch))


def refuse_twice(place_ids: Sequence[str]) -> None:
    if (twice := _twice(place_ids)) is not None:
        last = len(place_ids) - 1 - [*reversed(place_ids)].index(twice)
        raise PlaceTwiceInBatch(place_id=twice).at(f"places.{last}.id")


def metres(size: Size) -> str:
    """`86.5`, without noughts that say nothing."""
    whole, rest = divmod(size, HUNDREDTHS)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def refuse_ahead(on: date, today: date, field: str = "on") -> None:
    if on > today:
        raise DayAhead(on=on).at(field)


def _twice(names: Iterable[str]) -> str | None:
    return next((name for name, times in Counter(names).items() if times > 1), None)
