"""How events say that residents stand, in the database; held while something is opened or ended for them."""

from typing import Any

from sqlalchemy import bindparam, select, update

from services.care.eligibility.domain.person import PersonStatus, Standing
from services.care.eligibility.store.tables import standings
from services.chassis.storage.prepared import Prepared, here, unless_there
from services.chassis.storage.rows import Rows

_MINE = (here(standings), standings.c.resident_id == bindparam("of_id"))
_ONE = select(standings).where(*_MINE)
FIND = Prepared(_ONE)
HOLD = Prepared(_ONE.with_for_update())
OPEN = unless_there(standings)


class SqlStandings:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def find(self, resident_id: str) -> Standing:
        row = self._rows.one(FIND, of_id=resident_id)
        return _standing_of(row) if row else Standing(resident_id)

    def hold(self, resident_id: str) -> Standing:
        """Whoever else opens or ends something for them waits from here until we are done."""
        self._rows.write(OPEN, **_row_of(Standing(resident_id)))
        row = self._rows.one(HOLD, of_id=resident_id)
        assert row is not None
        return _standing_of(row)

    def note(self, told: Standing) -> None:
        held = self.hold(told.resident_id)
        if held.after(told) is told:
            mine = (self._rows.of(standings), standings.c.resident_id == told.resident_id)
            self._rows.write(update(standings).where(*mine).values(**_row_of(told)))


def _row_of(standing: Standing) -> dict[str, Any]:
    return vars(standing) | {"status": standing.status.value}


def _standing_of(row: dict[str, Any]) -> Standing:
    return Standing(row["resident_id"], PersonStatus(row["status"]), row["left_on"], row["version"])
