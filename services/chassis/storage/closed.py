"""Which districts a process has heard to be closed (see storage.fence)."""

from contextlib import AbstractContextManager
from typing import Protocol

from services.chassis.storage.fence import SHUT
from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql

_SHUT = Sql(f"SELECT district FROM moves WHERE {SHUT}")


class Looks(Protocol):
    def look(self) -> AbstractContextManager[Rows]: ...


class ClosedDistricts:
    """What this process knows of them: a *no* may be a second old, a *yes* is asked for again."""

    def __init__(self, database: Looks) -> None:
        self._database = database
        self._known: frozenset[str] = frozenset()

    def look(self) -> None:
        """Raises DatabaseUnavailable."""
        with self._database.look() as rows:
            self._known = frozenset(district for (district,) in rows.run(_SHUT).rows)

    def has(self, district: str) -> bool:
        if district not in self._known:
            return False
        self.look()
        return district in self._known
