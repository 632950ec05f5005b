"""What time it is, in Asia/Shanghai; time is an argument everywhere below the entrypoint."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime: ...
    def today(self) -> date: ...


class SystemClock:
    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The calendar day in Asia/Shanghai."""
        return datetime.now(SHANGHAI).date()


@dataclass
class FixedClock:
    """A clock for tests: stands where it was put."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        return self.moment.astimezone(SHANGHAI).date()
