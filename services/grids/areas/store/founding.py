"""New areas in the database, and what the district has given out already."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, func, insert, select

from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.paths import leading_to
from services.grids.areas.store.codes import code_of
from services.grids.areas.store.tables import area_codes, areas, row_of


class SqlGiven:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def names(
        self, parent_ids: Collection[str | None], names: Collection[str]
    ) -> dict[tuple[str | None, str], str]:
        """The top has the empty text in the place of a parent, as in the index that guards names."""
        parent = func.coalesce(areas.c.parent_id, "")
        borne = select(areas.c.parent_id, areas.c.name, areas.c.id).where(
            self.rows.of(areas),
            areas.c.active,
            parent.in_([each or "" for each in parent_ids]),
            areas.c.name.in_(names),
        )
        return {(row["parent_id"], row["name"]): row["id"] for row in self.rows.all(borne)}

    def codes(self, codes: Collection[AreaCode]) -> set[tuple[str, str]]:
        given = select(area_codes.c.scheme, area_codes.c.code).where(
            self.rows.of(area_codes),
            area_codes.c.scheme.in_({str(code.scheme) for code in codes}),
            area_codes.c.code.in_({code.code for code in codes}),
        )
        return {(row["scheme"], row["code"]) for row in self.rows.all(given)} if codes else set()

    def above(self, paths: Collection[str], schemes: Collection[str]) -> list[tuple[str, AreaCode]]:
        over = {each for path in paths for each in leading_to(path)}
        if not over:
            return []
        its = and_(area_codes.c.district == areas.c.district, area_codes.c.area_id == areas.c.id)
        borne = (
            select(areas.c.path, area_codes)
            .join(area_codes, its)
            .where(self.rows.of(areas), areas.c.path.in_(over), area_codes.c.scheme.in_(schemes))
        )
        return [(row.pop("path"), code_of(row)) for row in map(dict, self.rows.all(borne))]


class SqlNewAreas:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def must_be_new(self, area_ids: Collection[str]) -> None:
        taken = self.rows.one(select(areas.c.id).where(self.rows.of(areas), areas.c.id.in_(area_ids)))
        if taken:
            raise IdTaken(id=taken["id"])

    def add(self, founded: Sequence[Area], codes: Sequence[AreaCode]) -> None:
        district = {"district": self.rows.district}
        self.rows.write(insert(areas), [row_of(area) | district for area in founded])
        if codes:
            self.rows.write(insert(area_codes), [vars(code) | district for code in codes])
