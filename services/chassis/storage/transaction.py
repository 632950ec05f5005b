"""What a use case holds between `begin` and the end of its call: rows, scope and the events it records."""

from datetime import datetime

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.chassis.seal import Seals
from services.chassis.storage.jobs import Jobs
from services.chassis.storage.rows import Rows


class Transaction:
    """A service derives its own with one attribute per port (D3)."""

    def __init__(
        self, rows: Rows, scope: Scope, now: datetime, caller: Caller, seals: Seals | None = None
    ) -> None:
        self.rows = rows
        self.scope = scope
        self.now = now
        self.caller = caller
        self._seals = seals
        self.recorded: list[Event] = []
        self.named: list[str] = []
        self.reason: str | None = None
        self.jobs = Jobs(rows, caller, now)

    @property
    def seals(self) -> Seals:
        """What a store seals and digests values with (D11)."""
        if self._seals is None:
            raise RuntimeError("a store that seals values needs the district's keys")
        return self._seals

    def record(self, *events: Event) -> None:
        """They go out when the call commits, and only then."""
        self.recorded.extend(events)

    def name(self, *ids: str) -> None:
        """What the audit row says beside the subjects of the events: a change that nobody is told of."""
        self.named.extend(ids)

    def explain(self, reason: str) -> None:
        """Why it is done, in the caller's words: the audit row keeps it."""
        self.reason = reason
