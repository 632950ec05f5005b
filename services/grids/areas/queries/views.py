"""One area with its codes, and all of them as they are mirrored."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from services.chassis.storage.paging import page
from services.grids.areas.domain.errors import AreaUnknown, CodeUnknown
from services.grids.areas.queries.visible import SHOWN, Visible, code_holds_on
from services.grids.areas.store.tables import area_codes, areas, trees
from services.grids.areas.use_cases.ports import After, Row, TreePage

CODE = (area_codes.c.scheme, area_codes.c.code, area_codes.c.valid_from, area_codes.c.valid_to)
CODED = {"valid_from": "code_from", "valid_to": "code_to"}
VALID = (areas.c.valid_from, areas.c.valid_to)


class AreaViews(Visible):
    def one(self, area_id: str) -> Row:
        found = self._with_codes(areas.c.id == area_id)
        if found is None:
            raise AreaUnknown(area_id=area_id).at("area_id")
        return found

    def with_code(self, scheme: str, code: str, on: date) -> Row:
        bearer = select(area_codes.c.area_id).where(
            self.rows.of(area_codes),
            area_codes.c.scheme == scheme,
            area_codes.c.code == code,
            code_holds_on(on),
        )
        found = self._with_codes(areas.c.id == bearer.scalar_subquery())
        if found is None:
            raise CodeUnknown(scheme=scheme, area_code=code, on=on)
        return found

    def feed(self, after: After, limit: int) -> TreePage:
        """One statement, so that the paths are true at the version that comes with them."""
        version = select(trees.c.version).where(self.rows.of(trees)).scalar_subquery()
        statement = self.select(*SHOWN, func.coalesce(version, 0).label("tree_version"))
        items, following = page(self.rows, statement, by=[areas.c.id], after=after, limit=limit)
        versions = [row.pop("tree_version") for row in items]
        fed = [{**row, "removed": False} for row in items]
        return {"items": fed, "next": following, "tree_version": versions[0] if versions else 0}

    def _with_codes(self, wanted: ColumnElement[bool]) -> dict[str, Any] | None:
        """One row of the answer for each code, or one without."""
        its = and_(area_codes.c.district == areas.c.district, area_codes.c.area_id == areas.c.id)
        code = [column.label(CODED.get(column.name, column.name)) for column in CODE]
        statement = (
            self.select(*SHOWN, *VALID, *code).select_from(areas.outerjoin(area_codes, its)).where(wanted)
        )
        found = self.rows.all(statement.order_by(area_codes.c.scheme, area_codes.c.valid_from))
        if not found:
            return None
        named = [(column.name, CODED.get(column.name, column.name)) for column in CODE]
        codes = [{name: row[label] for name, label in named} for row in found if row["code"]]
        return {column.name: found[0][column.name] for column in (*SHOWN, *VALID)} | {"codes": codes}
