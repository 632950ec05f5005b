"""Working days with 调休, as places ask for them."""

from datetime import date
from functools import cache

from services.chassis.calendar import DayUnknown, WorkingCalendar
from services.grids.places.domain.hours import DayKind

KINDS = {True: DayKind.MADE_UP, False: DayKind.HOLIDAY, None: DayKind.PLAIN}


class AnnouncedDays:
    def kind_of(self, day: date) -> DayKind | None:
        try:
            return KINDS[_calendar().announced(day)]
        except DayUnknown:
            return None


@cache
def _calendar() -> WorkingCalendar:
    return WorkingCalendar.load()
