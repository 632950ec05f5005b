"""Organisations in the database."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from services.chassis.domain import within
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.organisations.domain.errors import OrganisationUnknown
from services.grids.organisations.domain.organisation import NewOrganisation, Organisation
from services.grids.organisations.schemas.answers import OrganisationSchema
from services.grids.organisations.store.tables import organisations

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
SHOWN = OrganisationSchema()


class SqlOrganisations:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def founded_before(self, batch: Sequence[NewOrganisation]) -> dict[str, Organisation]:
        ids = [each.id for each in batch]
        among = select(organisations.c.id).where(self.rows.of(organisations), organisations.c.id.in_(ids))
        known = {row["id"] for row in self.rows.all(among)}
        seen = self.find(known) if known else {}
        for number, each in enumerate(batch):
            there = seen.get(each.id)
            if each.id in known and (there is None or not there.says(each)):
                with within("organisations", number):
                    raise IdTaken(id=each.id)
        return seen

    def find(self, organisation_ids: Collection[str]) -> dict[str, Organisation]:
        mine = (self.rows.of(organisations), self.seen(organisations.c.area_id))
        found = self.rows.all(select(organisations).where(*mine, organisations.c.id.in_(organisation_ids)))
        return {row["id"]: organisation_of(row) for row in found}

    def get(self, organisation_id: str, seen_version: int) -> Organisation:
        found = self.find([organisation_id]).get(organisation_id)
        if found is None:
            raise OrganisationUnknown(organisation_id=organisation_id)
        if found.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=found.version, current=SHOWN.dump(found)
            )
        return found

    def above(self, organisation_id: str) -> set[str]:
        its = (organisations.c.id, organisations.c.parent_id)
        mine = self.rows.of(organisations)
        line = select(*its).where(mine, organisations.c.id == organisation_id).cte("line", recursive=True)
        upper = organisations.alias("upper")
        step = select(upper.c.id, upper.c.parent_id).where(
            upper.c.district == self.rows.district, upper.c.id == line.c.parent_id
        )
        return {row["id"] for row in self.rows.all(select(line.union(step)))}

    def below(self, organisation_id: str, on: date) -> int:
        its = organisations.c
        under = (self.rows.of(organisations), its.parent_id == organisation_id)
        later = or_(its.closed_on.is_(None), its.closed_on > on)
        return int(self.rows.all(select(func.count().label("below")).where(*under, later))[0]["below"])

    def add(self, founded: Sequence[Organisation]) -> None:
        insert_many(self.rows, organisations, [dict(vars(each)) for each in founded])

    def save(self, organisation: Organisation) -> None:
        changed = {
            name: value for name, value in vars(organisation).items() if name not in ("kind", "founded_on")
        }
        update_versioned(
            self.rows, organisations, organisation.id, organisation.version - 1, changed, SHOWN.dump
        )


def organisation_of(row: dict[str, Any]) -> Organisation:
    return Organisation(**{name: value for name, value in row.items() if name != "district"})
