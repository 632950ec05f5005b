"""Working days with 调休, as places ask for them."""

from datetime import date
from functools import cache

from services.chassis.calendar import DayUnknown, WorkingCalendar


class AnnouncedDays:
    def is_working_day(self, day: date) -> bool | None:
        try:
            return _calendar().is_working_day(day)
        except DayUnknown:
            return None


@cache
def _calendar() -> WorkingCalendar:
    return WorkingCalendar.load()
