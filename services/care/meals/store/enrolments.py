"""Enrolments in the database, reached through a card or a resident by who may see those."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from services.care.meals.domain.card import EndReason, Enrolment
from services.care.meals.store.tables import enrolments
from services.chassis.errors import IdTaken
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned

ADD = unless_there(enrolments)


class SqlEnrolments:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, enrolment_id: str) -> Enrolment:
        found = self._held(enrolments.c.id == enrolment_id)
        assert found is not None, "a card has an enrolment"
        return found

    def open_of(self, resident_id: str) -> Enrolment | None:
        return self._held(enrolments.c.resident_id == resident_id, enrolments.c.ended_on.is_(None))

    def add(self, enrolment: Enrolment) -> None:
        """Whoever asks has looked; the id follows from the card's, so a taken one is the card's."""
        if self._rows.write(ADD, **_row_of(enrolment)) == 0:
            raise IdTaken(id=enrolment.id)

    def save(self, enrolment: Enrolment) -> None:
        update_versioned(
            self._rows, enrolments, enrolment.id, enrolment.version - 1, _row_of(enrolment), lambda _: {}
        )

    def _held(self, *wanted: ColumnElement[bool]) -> Enrolment | None:
        chosen = select(enrolments).where(self._rows.of(enrolments), *wanted)
        row = self._rows.one(chosen.with_for_update())
        return _enrolment_of(row) if row else None


def _row_of(enrolment: Enrolment) -> dict[str, Any]:
    return vars(enrolment) | {"reason": enrolment.reason and enrolment.reason.value}


def _enrolment_of(row: Mapping[str, Any]) -> Enrolment:
    known = {name: value for name, value in row.items() if name != "district"}
    return Enrolment(**known | {"reason": row["reason"] and EndReason(row["reason"])})
