"""Groupings, their kinds and their units in the database."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, tuple_

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.groupings.domain.errors import GroupingUnknown
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.kind import USUAL, GroupingKind
from services.grids.groupings.domain.units import Regrouped, UnitKey
from services.grids.groupings.schemas import GroupingSchema
from services.grids.groupings.store.tables import grouping_kinds, grouping_units, groupings

SHOWN = GroupingSchema()
Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
KIND = [column for column in grouping_kinds.columns if column.name != "district"]
UNIT = (grouping_units.c.building_id, grouping_units.c.unit)


class SqlGroupingKinds:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def all(self) -> list[GroupingKind]:
        own = self.rows.all(select(*KIND).where(self.rows.of(grouping_kinds)))
        return sorted([*USUAL, *(GroupingKind(**row) for row in own)], key=lambda each: each.kind)

    def add(self, kind: GroupingKind) -> None:
        self.rows.write(insert(grouping_kinds).values(vars(kind) | {"district": self.rows.district}))


class SqlGroupings:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def must_be_new(self, grouping_ids: Collection[str]) -> None:
        known = select(groupings.c.id).where(self.rows.of(groupings), groupings.c.id.in_(grouping_ids))
        if taken := self.rows.one(known):
            raise IdTaken(id=taken["id"])

    def named(self, community_id: str, names: Collection[str]) -> dict[tuple[str, str], str]:
        there = select(groupings.c.kind, groupings.c.name, groupings.c.id).where(
            self.rows.of(groupings),
            groupings.c.community_id == community_id,
            groupings.c.name.in_(names),
            groupings.c.closed_on.is_(None),
        )
        return {(row["kind"], row["name"]): row["id"] for row in self.rows.all(there)}

    def find(self, grouping_ids: Collection[str]) -> dict[str, Grouping]:
        """Closed ones with them, of those that the caller may see."""
        mine = (self.rows.of(groupings), self.seen(groupings.c.community_id))
        found = self.rows.all(select(groupings).where(*mine, groupings.c.id.in_(grouping_ids)))
        return {row["id"]: grouping_of(row) for row in found}

    def get(self, grouping_id: str, seen_version: int) -> Grouping:
        grouping = self.find([grouping_id]).get(grouping_id)
        if grouping is None:
            raise GroupingUnknown(grouping_id=grouping_id)
        if grouping.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=grouping.version, current=SHOWN.dump(grouping)
            )
        return grouping

    def add(self, founded: Sequence[Grouping]) -> None:
        district = {"district": self.rows.district}
        self.rows.execute_many(insert(groupings), [vars(each) | district for each in founded])

    def save(self, grouping: Grouping) -> None:
        changed = {"name": grouping.name, "closed_on": grouping.closed_on}
        update_versioned(self.rows, groupings, grouping.id, grouping.version - 1, changed, SHOWN.dump)


class SqlGroupedUnits:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def holders(self, kind: str, units: Collection[UnitKey]) -> dict[UnitKey, str]:
        found = select(*UNIT, grouping_units.c.grouping_id).where(
            self.rows.of(grouping_units),
            grouping_units.c.kind == kind,
            grouping_units.c.building_id.in_({building_id for building_id, _ in units}),
        )
        held = {(row["building_id"], row["unit"]): row["grouping_id"] for row in self.rows.all(found)}
        return {unit: held[unit] for unit in units if unit in held}

    def set(self, grouping: Grouping, units: Sequence[UnitKey]) -> Regrouped:
        """One that stays keeps the version with which it came."""
        its = (self.rows.of(grouping_units), grouping_units.c.grouping_id == grouping.id)
        held = [(row["building_id"], row["unit"]) for row in self.rows.all(select(*UNIT).where(*its))]
        changed = Regrouped(sorted(set(units) - set(held)), sorted(set(held) - set(units)))
        if changed.left:
            gone = tuple_(*UNIT).in_(changed.left)
            self.rows.write(delete(grouping_units).where(*its, gone))
        given: dict[str, Any] = {
            "district": self.rows.district,
            "kind": grouping.kind,
            "grouping_id": grouping.id,
            "version": grouping.version,
        }
        rows = [given | {"building_id": building_id, "unit": unit} for building_id, unit in changed.came]
        if rows:
            self.rows.execute_many(insert(grouping_units), rows)
        return changed


class SqlWholeGroups:
    """Groupings that a base grid never splits."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def at(self, building_ids: Collection[str]) -> list[str]:
        """Those with units in these buildings."""
        found = self._of(groupings.c.id).where(grouping_units.c.building_id.in_(building_ids))
        return [row["id"] for row in self.rows.all(found.distinct())] if building_ids else []

    def units(self, grouping_ids: Collection[str]) -> dict[str, tuple[str, list[UnitKey]]]:
        """Names and units by id."""
        found = self._of(groupings.c.id, groupings.c.name, *UNIT).where(groupings.c.id.in_(grouping_ids))
        groups: dict[str, tuple[str, list[UnitKey]]] = {}
        for row in self.rows.all(found):
            groups.setdefault(row["id"], (row["name"], []))[1].append((row["building_id"], row["unit"]))
        return groups

    def _of(self, *columns: ColumnElement[Any]) -> Any:
        its = (
            groupings.c.district == grouping_units.c.district,
            groupings.c.id == grouping_units.c.grouping_id,
            groupings.c.whole,
        )
        return select(*columns).where(self.rows.of(grouping_units), *its)


def grouping_of(row: dict[str, Any]) -> Grouping:
    return Grouping(**{name: value for name, value in row.items() if name != "district"})
