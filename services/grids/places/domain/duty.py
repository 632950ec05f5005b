"""The duty roster (值班表) of a place: who is there, on which weekdays, from when to when (S2.126)."""

from dataclasses import dataclass
from datetime import date, datetime

from services.grids.places.domain.hours import DAY, ONE_DAY, Span, WorkingDays, at, weekday_like


@dataclass(frozen=True)
class Duty:
    """`role` is what stands on the door: doctor, nurse. `follows_calendar` as with hours."""

    role: str
    weekdays: tuple[int, ...]
    span: Span
    follows_calendar: bool = True
    staff_id: str | None = None

    def holds_at(self, moment: datetime, working: WorkingDays) -> bool:
        day, minute = at(moment)
        if self._is_on(day, working) and self.span.holds(minute):
            return True
        return self._is_on(day - ONE_DAY, working) and self.span.holds(minute + DAY)

    def _is_on(self, day: date, working: WorkingDays) -> bool:
        weekday = weekday_like(day, working) if self.follows_calendar else day.isoweekday()
        return weekday in self.weekdays
