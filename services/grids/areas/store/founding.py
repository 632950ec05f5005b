"""New areas in the database, and what the district has given out already."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, insert, select

from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode
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
