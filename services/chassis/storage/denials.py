"""Who lacked a permission, or had a token that does not count: the first time in a minute is written down
at once, the others as a count (D12).

So each source and minute leaves two audit rows at most, however often it asks. A kill loses the counts of
its minute.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from services.chassis.caller import Caller
from services.chassis.errors import AuditUnavailable
from services.chassis.storage.audit import row_of

log = logging.getLogger(__name__)

DENIED = "denied"
MOST_SOURCES = 1000
"""A minute and district, so that none hides another's; whoever comes after is counted with the others."""
OTHERS = "others"


class Source(NamedTuple):
    """In a district."""

    principal: str
    action: str
    reason: str | None = None


class _Minute:
    """What one source was refused in a minute, beyond the first time."""

    def __init__(
        self, caller: Caller, action: str, permission: str, at: datetime, reason: str | None
    ) -> None:
        self.caller, self.action, self.permission, self.at = caller, action, permission, at
        self.reason = reason
        self.more = 0

    def row(self, times: int, now: datetime) -> dict[str, Any]:
        return row_of(
            self.caller,
            kind=DENIED,
            action=self.action,
            permission=self.permission,
            ids=(),
            now=now,
            reason=self.reason,
            times=times,
        )


class Denials:
    """Of one process; `append` writes a row where a kill does not take it."""

    def __init__(self, append: Callable[[dict[str, Any]], None]) -> None:
        self._append = append
        self._mutex = threading.Lock()
        self._minute: datetime | None = None
        self._noted: dict[str, dict[Source, _Minute]] = {}

    def note(
        self, caller: Caller, action: str, permission: str, now: datetime, reason: str | None = None
    ) -> None:
        """What cannot be written down is logged: the refusal stands, and shows nothing.

        `reason` is why a token did not count; without one a permission was missing.
        """
        self.flush(now)
        with self._mutex:
            here = self._noted.setdefault(caller.district, {})
            source = Source(caller.name, action, reason)
            if source not in here and len(here) >= MOST_SOURCES:
                caller, action, permission = replace(caller, id=OTHERS, request_id=""), OTHERS, OTHERS
                source, reason = Source(OTHERS, OTHERS), None
            noted = here.get(source)
            if noted is not None:
                noted.more += 1
                return
            noted = here[source] = _Minute(caller, action, permission, now, reason)
        self._write(noted.row(1, now))

    def flush(self, now: datetime | None = None) -> None:
        """The counts of a minute that is over at `now`; at a stop those of the one in hand."""
        with self._mutex:
            minute = now and now.replace(second=0, microsecond=0)
            if minute == self._minute and minute is not None:
                return
            over, self._noted, self._minute = self._noted, {}, minute
        for noted in (each for here in over.values() for each in here.values()):
            if noted.more:
                self._write(noted.row(noted.more, noted.at))

    def _write(self, row: dict[str, Any]) -> None:
        try:
            self._append(row)
        except AuditUnavailable:
            log.error("denial not written down", extra={"method": row["action"]})
