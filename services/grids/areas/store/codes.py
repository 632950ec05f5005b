"""Codes of areas in the database, and the systems that a district has registered."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, insert, or_, select, update

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing
from services.chassis.storage.paging import page
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.ranges import starts_with, under
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.numbering import Grid
from services.grids.areas.domain.system import System
from services.grids.areas.store.tables import area_codes, areas, code_lasts_beyond, code_schemes
from services.grids.areas.use_cases.ports import After, Page

ADD_SYSTEM = unless_there(code_schemes)


class SqlCodes:
    """Of areas that the caller was seen to hold."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, area_id: str) -> list[AreaCode]:
        its = select(area_codes).where(self.rows.of(area_codes), area_codes.c.area_id == area_id)
        return [code_of(row) for row in self.rows.all(its.order_by(area_codes.c.valid_from))]

    def ever_given(self, scheme: str, beginnings: Collection[str]) -> set[str]:
        begins = or_(*(starts_with(area_codes.c.code, each) for each in beginnings))
        given = select(area_codes.c.code).where(
            self.rows.of(area_codes), area_codes.c.scheme == scheme, begins
        )
        return {row["code"] for row in self.rows.all(given)}

    def grids_below(self, path: str, scheme: str, on: date) -> list[Grid]:
        until = area_codes.c.valid_to
        its = and_(
            area_codes.c.district == areas.c.district,
            area_codes.c.area_id == areas.c.id,
            area_codes.c.scheme == scheme,
            code_lasts_beyond(on),
        )
        shown = (areas.c.id, areas.c.parent_id, areas.c.kind, areas.c.name, area_codes.c.code, until)
        below = (
            select(*shown)
            .select_from(areas.outerjoin(area_codes, its))
            .where(self.rows.of(areas), areas.c.active, under(areas.c.path, path), areas.c.path != path)
        )
        grids: dict[str, Grid] = {}
        for row in self.rows.all(below.order_by(areas.c.path, area_codes.c.valid_from)):
            new = Grid(row["id"], row["parent_id"], row["kind"], row["name"], None)
            grid = grids.setdefault(new.id, new)
            if row["code"] is not None:
                grids[new.id] = grid.borne(row["code"], row["valid_to"])
        return list(grids.values())

    def bearers(self, scheme: str, codes: Collection[str], on: date) -> dict[str, str]:
        until = area_codes.c.valid_to
        borne = select(area_codes.c.code, area_codes.c.area_id).where(
            self.rows.of(area_codes),
            area_codes.c.scheme == scheme,
            area_codes.c.code.in_(codes),
            area_codes.c.valid_from <= on,
            or_(until.is_(None), until > on),
        )
        return {row["code"]: row["area_id"] for row in self.rows.all(borne)}

    def rename(self, renamed: Sequence[Area]) -> None:
        mine = (self.rows.of(areas), areas.c.id == bindparam("of_id"))
        new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("name", "version", "since")}
        statement = update(areas).where(*mine).values(new)
        written = [
            {"of_id": area.id, "new_name": area.name, "new_version": area.version, "new_since": area.since}
            for area in renamed
        ]
        self.rows.write(statement, written)

    def next_versions(self, area_ids: Sequence[str]) -> None:
        mine = (self.rows.of(areas), areas.c.id.in_(area_ids))
        self.rows.write(update(areas).where(*mine).values(version=areas.c.version + 1))

    def add(self, codes: Sequence[AreaCode]) -> None:
        district = {"district": self.rows.district}
        self.rows.write(insert(area_codes), [vars(code) | district for code in codes])

    def end(self, code: AreaCode) -> None:
        its = (area_codes.c.scheme == code.scheme, area_codes.c.code == code.code)
        ended = update(area_codes).where(self.rows.of(area_codes), *its).values(valid_to=code.valid_to)
        self.rows.write(ended)


class SqlCodeSchemes:
    """They hold in the whole district."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def must_be_writable(self) -> None:
        if self.scope.area_ids is not None:
            raise PermissionMissing(permission="codes.change")

    def known(self, schemes: Collection[str]) -> set[str]:
        among = select(code_schemes.c.scheme).where(
            self.rows.of(code_schemes), code_schemes.c.scheme.in_(schemes)
        )
        return {row["scheme"] for row in self.rows.all(among)}

    def add(self, system: System) -> bool:
        return self.rows.write(ADD_SYSTEM, **vars(system)) > 0

    def page(self, after: After, limit: int) -> Page:
        shown = [column for column in code_schemes.c if column.name != "district"]
        mine = select(*shown).where(self.rows.of(code_schemes))
        items, following = page(self.rows, mine, by=[code_schemes.c.scheme], after=after, limit=limit)
        return {"items": items, "next": following}


def code_of(row: dict[str, object]) -> AreaCode:
    return AreaCode(**{name: value for name, value in row.items() if name != "district"})  # type: ignore[arg-type]
