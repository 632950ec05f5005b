"""Organisations of areas that end go to their successor, those that are closed with them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement, func, select, update

from services.chassis.batches import batches
from services.chassis.domain import Event
from services.chassis.storage.rows import Rows
from services.grids.organisations.domain.events import OrganisationRow, OrganisationsMoved
from services.grids.organisations.store.tables import organisations

ROWS_PER_EVENT = 500
ROW = (organisations.c.id, organisations.c.kind, organisations.c.area_id, organisations.c.version)


class SqlOrganisationsThere:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """Those that are open, whatever the day."""
        its = organisations.c
        there = (self.rows.of(organisations), its.area_id.in_(area_ids), its.closed_on.is_(None))
        counted = select(its.area_id, func.count().label("open")).where(*there).group_by(its.area_id)
        return {row["area_id"]: row["open"] for row in self.rows.all(counted)}

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """Those that are open where `there` says, whatever the day."""
        its = organisations.c
        those = (self.rows.of(organisations), there(its.area_id), its.closed_on.is_(None))
        counted = select(func.count().label("open")).select_from(organisations).where(*those)
        return int(self.rows.all(counted)[0]["open"])

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[OrganisationsMoved]:
        """Each in its next version: whoever saw an older one looks again."""
        return self._move(organisations.c.area_id.in_(area_ids), to_id)

    def follow(self, groupings: Mapping[str, str]) -> list[OrganisationsMoved]:
        """Those bound to groupings that belong to another community now: by grouping, with that."""
        told = []
        for community_id in sorted(set(groupings.values())):
            moved = sorted(each for each, there in groupings.items() if there == community_id)
            for batch in batches(moved, ROWS_PER_EVENT):
                told += self._move(organisations.c.grouping_id.in_(batch), community_id)
        return told

    def _move(self, those: ColumnElement[bool], to_id: str) -> list[OrganisationsMoved]:
        elsewhere = (self.rows.of(organisations), those, organisations.c.area_id != to_id)
        changed = {"area_id": to_id, "version": organisations.c.version + 1}
        found = self.rows.all(update(organisations).where(*elsewhere).values(changed).returning(*ROW))
        rows = [OrganisationRow(**row) for row in sorted(found, key=lambda row: str(row["id"]))]
        return [OrganisationsMoved(batch[0].id, tuple(batch)) for batch in batches(rows, ROWS_PER_EVENT)]


class SqlBoundOrganisations:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def count(self, grouping_ids: Collection[str]) -> dict[tuple[str, str], int]:
        """By grouping and area: those that are open."""
        key = (organisations.c.grouping_id, organisations.c.area_id)
        found: dict[tuple[str, str], int] = {}
        for batch in batches(sorted(grouping_ids), ROWS_PER_EVENT):
            its = (self.rows.of(organisations), key[0].in_(batch), organisations.c.closed_on.is_(None))
            counted = select(*key, func.count().label("open")).where(*its).group_by(*key)
            found |= {(row["grouping_id"], row["area_id"]): row["open"] for row in self.rows.all(counted)}
        return found


class Groupings(Protocol):
    """They tell of rows with a grouping's `id` and its `community_id`."""

    def resettle(self, communities: Mapping[str, str]) -> Sequence[Event]: ...


class WithOrganisations:
    """Groupings that come into other communities with their buildings, and organisations bound to them."""

    def __init__(self, groupings: Groupings, organisations_there: SqlOrganisationsThere) -> None:
        self.groupings, self.organisations = groupings, organisations_there

    def resettle(self, communities: Mapping[str, str]) -> list[Event]:
        told = list(self.groupings.resettle(communities))
        moved = {row.id: row.community_id for each in told for row in getattr(each, "rows", ())}
        return [*told, *self.organisations.follow(moved)]
