"""People as care knows them, those whom the caller sees only."""

from datetime import date

from sqlalchemy import select

from services.care.eligibility.domain.person import Person, PersonStatus, Standing
from services.care.eligibility.store.standings import SqlStandings
from services.care.eligibility.store.tables import residents
from services.chassis.storage.grouped import HomesSeen
from services.chassis.storage.rows import Rows


class SqlPeople:
    def __init__(self, rows: Rows, homes: HomesSeen, standings: SqlStandings) -> None:
        self._rows, self._homes, self._standings = rows, homes, standings

    def find(self, resident_id: str) -> Person | None:
        return self._known_by(resident_id, self._standings.find(resident_id))

    def held(self, resident_id: str) -> Person | None:
        """Until the end of the transaction nobody ends or opens anything else for them."""
        return self._known_by(resident_id, self._standings.hold(resident_id))

    def _known_by(self, resident_id: str, standing: Standing) -> Person | None:
        row = self._rows.one(
            select(residents.c.birth_date, residents.c.status, residents.c.version).where(
                self._rows.of(residents),
                residents.c.id == resident_id,
                residents.c.removed.is_(False),
                self._homes.seen(residents.c.area_id, residents.c.dwelling_id.in_),
            )
        )
        if row is None:
            return None
        born, status = date.fromisoformat(row["birth_date"]), PersonStatus(row["status"])
        return Person(resident_id, born, status, version=row["version"]).known_by(standing)
