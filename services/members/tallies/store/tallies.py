"""Counts in the database, kept in the transaction of whatever changes them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.chassis.storage.tables import mirror_states
from services.members.tallies.domain.tally import (
    NOBODY,
    NOWHERE,
    ONE_HOUSEHOLD,
    ONE_RESIDENT,
    Count,
    Differences,
    added,
    coarse_of,
)
from services.members.tallies.store.days import keep_days
from services.members.tallies.store.tables import area_tallies, tally_sums

AREAS = "areas"
"""The mirror of the tree that paths are of."""
AS_SEEN = Prepared(
    update(mirror_states)
    .where(
        here(mirror_states),
        mirror_states.c.mirror == bindparam("mirror"),
        func.coalesce(mirror_states.c.tree_version, 0) == bindparam("seen"),
    )
    .values(tree_version=mirror_states.c.tree_version)
)


class SqlTallies:
    """`today` None: what is added was counted before, and only its place is new."""

    def __init__(self, rows: Rows, areas: Table, today: date | None) -> None:
        self._rows, self._areas, self._today = rows, areas, today

    def hold(self) -> None:
        """Before people are changed: whoever moves them waits for us here, and not where they are."""
        if self._rows.is_postgresql:
            self._hold_the_tree()

    def hold_counts(self, area_ids: Collection[str]) -> None:
        """In the order in which they are added to."""
        if not area_ids:
            return
        self.hold()
        its = (self._rows.of(area_tallies), area_tallies.c.area_id.in_(sorted(area_ids)))
        held = select(area_tallies.c.area_id).where(*its).order_by(area_tallies.c.area_id)
        self._rows.all(held.with_for_update())

    def add(self, changes: Differences) -> None:
        """Last of all in a transaction: whoever counts there at the same time waits for no more than that.

        Nothing moves meanwhile. All take the rows in one order, so that nobody waits for each other.
        What is not mirrored yet is let in as it comes.
        """
        if not changes:
            return
        self._hold_the_tree()
        areas = self._areas
        mine = (self._rows.of(areas), areas.c.id.in_(sorted(changes)))
        paths = {
            row["id"]: row["path"] for row in self._rows.all(select(areas.c.id, areas.c.path).where(*mine))
        }
        paths = {area_id: paths.get(area_id, NOWHERE) for area_id in changes}
        counted = [
            {"area_id": area_id, "path": paths[area_id], "coarse": coarse_of(paths[area_id]), **vars(count)}
            for area_id, count in sorted(changes.items())
        ]
        sums = added((coarse_of(paths[area_id]), count) for area_id, count in changes.items())
        self._upsert(area_tallies, "area_id", counted)
        self._upsert(
            tally_sums, "path", [{"path": path, **vars(count)} for path, count in sorted(sums.items())]
        )
        if self._today is not None:
            keep_days(self._rows, sorted(changes), self._today)

    def moved(self, homes: Iterable[tuple[str, str]], people: Iterable[tuple[str, str]]) -> None:
        self.add(added([*moves(homes, ONE_HOUSEHOLD), *moves(people, ONE_RESIDENT)]))

    def resident_left(self, area_id: str) -> None:
        self.add({area_id: NOBODY - ONE_RESIDENT})

    def _hold_the_tree(self) -> None:
        """A child that only reads an SQLite file cannot: there whoever came first is told."""
        mine = (mirror_states.c.district == self._rows.district, mirror_states.c.mirror == AREAS)
        found = select(mirror_states.c.tree_version).where(*mine)
        held = self._rows.one(found.with_for_update(read=True) if self._rows.is_postgresql else found)
        if held is not None and not self._rows.is_postgresql:
            self._rows.write(AS_SEEN, mirror=AREAS, seen=held["tree_version"] or 0)

    def _upsert(self, table: Table, key: str, values: Sequence[dict[str, Any]]) -> None:
        """What is there stays where it is, and grows."""
        if not values:
            return
        new = (insert_postgresql if self._rows.is_postgresql else insert_sqlite)(table)
        grown = {name: table.c[name] + new.excluded[name] for name in ("households", "residents")}
        district = {"district": self._rows.district}
        grows = new.on_conflict_do_update(index_elements=["district", key], set_=grown)
        self._rows.execute_many(grows, [each | district for each in values])


def moves(from_and_to: Iterable[tuple[str, str]], one: Count) -> Iterator[tuple[str, Count]]:
    """What each who went from an area to another changes in both."""
    for before, after in from_and_to:
        yield before, NOBODY - one
        yield after, one
