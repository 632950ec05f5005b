"""How a residence ends, kept: the status and its day, from the version that was seen."""

from typing import Any

from services.chassis.errors import StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.members.residents.domain.resident import Resident
from services.members.residents.store.people import SqlResidents
from services.members.residents.store.tables import residents

SHOWN = ("id", "household_id", "area_id", "status", "died_on", "moved_out_on", "version")
"""To somebody who saw an older version: no name, no number."""


class SqlResidencies:
    def __init__(self, rows: Rows, people: SqlResidents) -> None:
        self._rows, self._people = rows, people

    def get(self, resident_id: str, seen_version: int) -> Resident:
        resident = self._people.get(resident_id)
        if resident.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=resident.version, current=_shown(vars(resident))
            )
        return resident

    def save(self, ended: Resident) -> None:
        changed = {
            "status": ended.status.value,
            "died_on": ended.died_on,
            "moved_out_on": ended.moved_out_on,
        }
        update_versioned(self._rows, residents, ended.id, ended.version - 1, changed, _shown)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row.get(name) for name in SHOWN}
