"""Cases as they are read: in the caller's areas only."""

from typing import Any, Protocol

from sqlalchemy import ColumnElement, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.cases.domain.errors import CaseUnknown
from services.grids.cases.domain.number import case_number
from services.grids.cases.domain.state import CaseState
from services.grids.cases.store.cases import Areas as OneOfThem
from services.grids.cases.store.cases import one_seen
from services.grids.cases.store.tables import FIELDS, cases
from services.grids.cases.use_cases.ports import After, Page, Row

NARRATIVE = ("text", "feedback")
LINE = tuple(cases.c[name] for name in FIELDS if name not in NARRATIVE)


class Areas(OneOfThem, Protocol):
    """Conditions on a column that holds area ids."""

    def reached(self, area_id: ColumnElement[str]) -> ColumnElement[bool]:
        """The same, for a row that is known by its id."""

    def visible(self, area_id: ColumnElement[str]) -> ColumnElement[bool]:
        """The caller may see that area."""

    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]:
        """It lies in the subtree of that root."""


class SqlCaseViews:
    def __init__(self, rows: Rows, areas: Areas) -> None:
        self.rows, self.areas = rows, areas

    def one(self, case_id: str) -> Row:
        found = self.rows.one(one_seen(self.areas.seen), case_id=case_id, **self.areas.binds)
        if found is None:
            raise CaseUnknown(case_id=case_id)
        return _shown(found)

    def sees(self, case_id: str) -> bool:
        its = (self.rows.of(cases), cases.c.id == case_id, self.areas.reached(cases.c.area_id))
        return self.rows.one(select(cases.c.id).where(*its)) is not None

    def page(self, area_id: str | None, state: CaseState | None, after: After, limit: int) -> Page:
        listed = select(*LINE).where(self.rows.of(cases), self.areas.visible(cases.c.area_id))
        if area_id is not None:
            listed = listed.where(self.areas.below(cases.c.area_id, area_id))
        if state is not None:
            listed = listed.where(cases.c.state == state.value)
        items, following = page(self.rows, listed, by=[cases.c.id], after=after, limit=limit)
        return {"items": [_shown(row) for row in items], "next": following}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    number = case_number(row["register"], row["year"], row["place"])
    return {**row, "number": number, "vacant": row["holder_id"] is None}
