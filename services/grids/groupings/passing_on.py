"""Groupings of communities that change: each goes where its buildings go, or to the successor."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select, update

from services.chassis.batches import batches
from services.chassis.storage.rows import Rows
from services.grids.groupings.domain.events import GroupingRow, GroupingsResettled
from services.grids.groupings.store.tables import grouping_units, groupings

ROWS_PER_EVENT = 500
SHOWN = (groupings.c.id, groupings.c.kind, groupings.c.community_id, groupings.c.version)


@dataclass(frozen=True)
class StandingGrouping:
    id: str
    kind: str
    name: str
    community_id: str
    building_ids: frozenset[str]


class SqlPassedGroupings:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def standing(self, community_ids: Collection[str]) -> list[StandingGrouping]:
        """The open ones there, by id, with the buildings of their units."""
        its = and_(
            grouping_units.c.district == groupings.c.district, grouping_units.c.grouping_id == groupings.c.id
        )
        columns = (groupings.c.id, groupings.c.kind, groupings.c.name, groupings.c.community_id)
        there = (self.rows.of(groupings), groupings.c.community_id.in_(community_ids))
        listed = select(*columns, grouping_units.c.building_id)
        listed = listed.select_from(groupings.outerjoin(grouping_units, its))
        buildings: dict[tuple[str, str, str, str], set[str]] = {}
        for row in self.rows.all(listed.where(*there, groupings.c.closed_on.is_(None)).distinct()):
            grouping = (row["id"], row["kind"], row["name"], row["community_id"])
            buildings.setdefault(grouping, set()).update([row["building_id"]] if row["building_id"] else [])
        return [StandingGrouping(*each, frozenset(its)) for each, its in sorted(buildings.items())]

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """Those that are open, whatever the day."""
        there = (self.rows.of(groupings), groupings.c.community_id.in_(area_ids))
        counted = select(groupings.c.community_id, func.count().label("open"))
        open_ones = counted.where(*there, groupings.c.closed_on.is_(None)).group_by(groupings.c.community_id)
        return {row["community_id"]: row["open"] for row in self.rows.all(open_ones)}

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """Those that are open where `there` says, whatever the day."""
        its = (self.rows.of(groupings), there(groupings.c.community_id), groupings.c.closed_on.is_(None))
        counted = select(func.count().label("open")).select_from(groupings).where(*its)
        return int(self.rows.all(counted)[0]["open"])

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[GroupingsResettled]:
        return self._resettle(groupings.c.community_id.in_(area_ids), to_id)

    def resettle(self, communities: Mapping[str, str]) -> list[GroupingsResettled]:
        """`communities` are those of the buildings that have moved."""
        told = []
        for community_id in sorted(set(communities.values())):
            moved = [each for each, there in communities.items() if there == community_id]
            of_them = select(grouping_units.c.grouping_id).where(
                self.rows.of(grouping_units), grouping_units.c.building_id.in_(moved)
            )
            told += self._resettle(groupings.c.id.in_(of_them), community_id)
        return told

    def _resettle(self, those: ColumnElement[bool], community_id: str) -> list[GroupingsResettled]:
        elsewhere = (self.rows.of(groupings), those, groupings.c.community_id != community_id)
        changed = {"community_id": community_id, "version": groupings.c.version + 1}
        found = self.rows.all(update(groupings).where(*elsewhere).values(changed).returning(*SHOWN))
        rows = [GroupingRow(**row) for row in sorted(found, key=lambda row: str(row["id"]))]
        return [GroupingsResettled(batch[0].id, tuple(batch)) for batch in batches(rows, ROWS_PER_EVENT)]
