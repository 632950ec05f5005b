"""Who of some people is on duty."""

from collections.abc import Sequence

from sqlalchemy import select

from services.chassis.storage.rows import Rows
from services.notify.channels.store import staff


class StaffQueries:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def among(self, ids: Sequence[str]) -> set[str]:
        """Those who left, too, as long as the mirror remembers them."""
        found = self._rows.all(select(staff.c.id).where(self._rows.of(staff), staff.c.id.in_(ids)))
        return {row["id"] for row in found}
