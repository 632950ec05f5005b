"""What is said of a place, as it was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from services.chassis.domain import within
from services.grids.places.domain.duty import Duty
from services.grids.places.domain.hours import DayOtherwise, Hours, Span, WeekdaySpan
from services.grids.places.domain.nearness import Position
from services.grids.places.domain.place import Equipment, Fittings, Operator, Organisation, Zone
from services.grids.places.domain.slips import DutyTwice, WeekdayTwice


@dataclass(frozen=True)
class GivenSpan:
    opens: int
    closes: int

    def span(self, field: str) -> Span:
        return Span.of(self.opens, self.closes, field=field)


@dataclass(frozen=True)
class GivenWeekday(GivenSpan):
    weekday: int


@dataclass(frozen=True)
class GivenDay:
    day: date
    spans: tuple[GivenSpan, ...] = ()


@dataclass(frozen=True)
class GivenDuty:
    role: str
    weekdays: tuple[int, ...]
    starts: int
    ends: int
    follows_calendar: bool = True
    staff_id: str | None = None

    @property
    def duty(self) -> Duty:
        """Raises WeekdayTwice or HoursEmpty."""
        weekdays = tuple(sorted(self.weekdays))
        if twice := [day for day, following in pairwise(weekdays) if day == following]:
            raise WeekdayTwice(weekday=twice[0]).at("weekdays")
        span = Span.of(self.starts, self.ends, field="ends")
        return Duty(self.role, weekdays, span, self.follows_calendar, self.staff_id)


@dataclass(frozen=True, kw_only=True)
class Given:
    """None: nothing was said of it."""

    mobile: bool | None = None
    address: str | None = None
    position: Position | None = None
    area_m2: int | None = None
    capacity: int | None = None
    zones: tuple[Zone, ...] | None = None
    follows_calendar: bool | None = None
    hours: tuple[GivenWeekday, ...] | None = None
    exceptions: tuple[GivenDay, ...] | None = None
    duties: tuple[GivenDuty, ...] | None = None
    operators: tuple[Operator, ...] | None = None
    equipment: tuple[Equipment, ...] | None = None
    organisations: tuple[Organisation, ...] | None = None

    def upon(self, before: Fittings) -> Fittings:
        """Raises what fittings and hours refuse."""
        plain = ("mobile", "address", "position", "area_m2", "capacity", "zones", "operators", "equipment")
        said: dict[str, Any] = {
            name: getattr(before, name) if (value := getattr(self, name)) is None else value for name in plain
        }
        sharers = before.organisations if self.organisations is None else self.organisations
        in_order = tuple(sorted(sharers, key=lambda each: each.id))
        if self.position is not None:
            self.position.must_be_in_china()
        duties = before.duties if self.duties is None else _duties(self.duties)
        return Fittings(**said, hours=self._hours(before.hours), duties=duties, organisations=in_order)

    def _hours(self, before: Hours) -> Hours:
        weekly, exceptions, follows = before.weekly, before.exceptions, self.follows_calendar
        if self.hours is not None:
            weekly = tuple(WeekdaySpan(each.weekday, each.span("hours")) for each in self.hours)
        if self.exceptions is not None:
            exceptions = tuple(
                DayOtherwise(each.day, tuple(span.span("exceptions") for span in each.spans))
                for each in self.exceptions
            )
        return Hours.of(weekly, exceptions, before.follows_calendar if follows is None else follows)


def _duties(given: Sequence[GivenDuty]) -> tuple[Duty, ...]:
    """Raises WeekdayTwice, HoursEmpty or DutyTwice."""
    duties: list[Duty] = []
    for number, each in enumerate(given):
        with within("duties", number):
            duties.append(each.duty)
    for number, duty in enumerate(duties):
        if duty in duties[:number]:
            raise DutyTwice(role=duty.role).at(f"duties.{number}")
    return tuple(duties)
