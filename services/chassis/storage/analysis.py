"""Fresh statistics while a table grows: PostgreSQL plans by them, and its own come a minute late.

SQLite plans by its indexes alone here; figures of a table that is half full would only change its plans.
"""

from collections.abc import Sequence

from services.chassis.storage.database import Database
from services.chassis.storage.sql import Sql

_ANALYZE = Sql("SELECT ?", postgresql="SELECT linli_analyze(?)")


def analyze(database: Database, tables: Sequence[str]) -> None:
    """Raises DatabaseUnavailable when another process has been at it for too long."""
    if database.is_postgresql and tables:
        with database.work() as rows:
            rows.run(_ANALYZE, list(tables))


class Growth:
    """After the first step, and whenever a work has doubled."""

    def __init__(self) -> None:
        self._next = 1

    def calls_for_it(self, done: int) -> bool:
        if done < self._next:
            return False
        self._next = 2 * done
        return True
