"""Open cases of grids that end go on in their successor; closed ones stay where they were told."""

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select, update

from services.chassis.batches import batches
from services.chassis.storage.rows import Rows
from services.grids.cases.domain.events import CaseMoved, CasesMoved
from services.grids.cases.domain.number import case_number
from services.grids.cases.domain.state import CaseState
from services.grids.cases.store.tables import cases

ROWS_PER_EVENT = 500
SHOWN = (cases.c.id, cases.c.register, cases.c.year, cases.c.place, cases.c.version)


class SqlOpenCases:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """How many each has, whatever the day."""
        counted = select(cases.c.area_id, func.count().label("open")).where(self._open(area_ids))
        found = self.rows.all(counted.group_by(cases.c.area_id))
        return {row["area_id"]: row["open"] for row in found}

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """How many there are where `there` says, whatever the day."""
        its = (self.rows.of(cases), there(cases.c.area_id), cases.c.state != CaseState.CLOSED.value)
        return int(
            self.rows.all(select(func.count().label("open")).select_from(cases).where(*its))[0]["open"]
        )

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[CasesMoved]:
        """Each in its next version: whoever saw an older one looks again."""
        its = self._open(area_ids)
        moved = update(cases).where(its).values(area_id=to_id, version=cases.c.version + 1)
        rows = [
            CaseMoved(
                row["id"], case_number(row["register"], row["year"], row["place"]), to_id, row["version"]
            )
            for row in sorted(self.rows.all(moved.returning(*SHOWN)), key=lambda row: str(row["id"]))
        ]
        return [CasesMoved(batch[0].id, tuple(batch)) for batch in batches(rows, ROWS_PER_EVENT)]

    def _open(self, area_ids: Collection[str]) -> ColumnElement[bool]:
        is_open = cases.c.state != CaseState.CLOSED.value
        return and_(self.rows.of(cases), cases.c.area_id.in_(area_ids), is_open)
