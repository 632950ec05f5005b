"""Who was shown what is sealed, and why."""

from collections.abc import Sequence
from datetime import datetime

from services.chassis.ids import new_id
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.members.residents.store.tables import reveals


class SqlReveals:
    def __init__(self, rows: Rows, at: datetime, principal: str, request_id: str) -> None:
        self._rows, self._at, self._principal, self._request_id = rows, at, principal, request_id

    def keep(self, resident_id: str, what: Sequence[str], reason: str) -> None:
        row = {
            "id": new_id(),
            "request_id": self._request_id,
            "resident_id": resident_id,
            "at": self._at,
            "principal": self._principal,
            "what": ",".join(what),
            "reason": reason,
        }
        insert_many(self._rows, reveals, [row])
