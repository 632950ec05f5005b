"""The groupings that somebody holds, and handing them to somebody else."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.storage.rows import Rows
from services.grids.groupings.domain.events import GroupingHoldersChanged
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.store.tables import grouping_holders, groupings, lasting

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
AT_ONCE = 500
HELD = [column for column in grouping_holders.columns if column.name != "district"]


@dataclass(frozen=True)
class Led:
    """A grouping, by the holding that makes somebody its holder; `area_id` is its community's."""

    id: str
    grouping_id: str
    area_id: str
    version: int
    holding: Holding

    def lasts_beyond(self, day: date) -> bool:
        return self.holding.lasts_beyond(day)


@dataclass(frozen=True)
class AllLed:
    """Open ones of the caller's areas that they hold beyond a day: begun before it, or not; and others.

    `unknown` are those that were chosen and are not theirs.
    """

    first: Sequence[Led]
    begins_later: int
    elsewhere: int
    not_chosen: int = 0
    next_time: int = 0
    unknown: Sequence[str] = ()


class SqlLedGroups:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def of(self, staff_id: str, beyond: date, chosen: Collection[str] | None) -> AllLed:
        found = self._held_by(staff_id, lasting(beyond))
        seen = [row for row in found if row["is_seen"]]
        taken = [row for row in seen if chosen is None or row["grouping_id"] in chosen]
        begun = [_led(row) for row in taken if row["valid_from"] < beyond]
        return AllLed(
            begun[:AT_ONCE],
            begins_later=len(taken) - len(begun),
            elsewhere=len(found) - len(seen),
            not_chosen=len(seen) - len(taken),
            next_time=len(begun[AT_ONCE:]),
            unknown=sorted(set(chosen or ()) - {row["grouping_id"] for row in taken}),
        )

    def handed(self, grouping_ids: Collection[str], staff_id: str, to_id: str, on: date) -> list[str]:
        """Those of these that went from one to the other on that day."""
        if not grouping_ids:
            return []
        its = grouping_holders.c
        ended = (its.grouping_id.in_(grouping_ids), its.valid_to == on, its.valid_from < on)
        seen = [row for row in self._held_by(staff_id, *ended) if row["is_seen"]]
        made = {_handed_id(row["id"], to_id, on): row["grouping_id"] for row in seen}
        there = (self.rows.of(grouping_holders), its.id.in_(made), lasting(its.valid_from))
        return sorted(made[row["id"]] for row in self.rows.all(select(its.id).where(*there)))

    def would(self, first: Sequence[Led], to_id: str, on: date) -> list[Led]:
        """As they would be held."""
        return [_handed(each, to_id, on) for each in first]

    def held(self, first: Sequence[Led], beyond: date) -> list[Led]:
        """Those of these that are still held beyond the day, as they are; nobody changes them meanwhile.

        In one order, so that two who hand over at once wait instead of blocking each other.
        """
        its_ids = sorted({each.grouping_id for each in first})
        if not its_ids:
            return []
        these = (self.rows.of(groupings), groupings.c.id.in_(its_ids), groupings.c.closed_on.is_(None))
        standing = select(groupings.c.id, groupings.c.community_id).where(*these).order_by(groupings.c.id)
        at = {row["id"]: row["community_id"] for row in self.rows.all(standing.with_for_update())}
        named = grouping_holders.c.id.in_([each.id for each in first])
        kept = self.rows.all(select(*HELD).where(self.rows.of(grouping_holders), named))
        now = [
            _led({**row, "community_id": at[row["grouping_id"]]}) for row in kept if row["grouping_id"] in at
        ]
        return sorted((each for each in now if each.lasts_beyond(beyond)), key=lambda led: led.id)

    def doubled(self, first: Sequence[Led], to_id: str, on: date) -> list[str]:
        """Those groupings that the other one would hold twice."""
        ids = sorted({each.grouping_id for each in first})
        if not ids:
            return []
        of_them = (grouping_holders.c.staff_id == to_id, grouping_holders.c.grouping_id.in_(ids))
        held = self.rows.all(select(*HELD).where(self.rows.of(grouping_holders), *of_them))
        theirs = [_led({**row, "community_id": ""}) for row in held]
        return [
            each.grouping_id
            for each, other in product(self.would(first, to_id, on), theirs)
            if each.grouping_id == other.grouping_id and each.holding.overlaps(other.holding)
        ]

    def hand(
        self, first: Sequence[Led], to_id: str, on: date
    ) -> tuple[Sequence[Led], list[GroupingHoldersChanged]]:
        if not first:
            return [], []
        made = self.would(first, to_id, on)
        versions = self._next_versions({each.grouping_id for each in first})
        changed: dict[str, list[Holding]] = {}
        for old, new in zip(first, made, strict=True):
            changed.setdefault(old.grouping_id, []).extend((old.holding.end(on), new.holding))
        self._keep(changed)
        events = [
            GroupingHoldersChanged(each, versions[each], tuple(one.row(each) for one in holdings))
            for each, holdings in sorted(changed.items())
        ]
        return made, events

    def _held_by(self, staff_id: str, *which: ColumnElement[bool]) -> list[dict[str, Any]]:
        """Their holdings of open groupings, by id, with where these lie."""
        its = and_(
            groupings.c.district == grouping_holders.c.district,
            groupings.c.id == grouping_holders.c.grouping_id,
        )
        shown = (*HELD, groupings.c.community_id, self.seen(groupings.c.community_id).label("is_seen"))
        joined = select(*shown).select_from(grouping_holders.join(groupings, its))
        theirs = (self.rows.of(grouping_holders), grouping_holders.c.staff_id == staff_id, *which)
        return self.rows.all(
            joined.where(*theirs, groupings.c.closed_on.is_(None)).order_by(grouping_holders.c.id)
        )

    def _next_versions(self, grouping_ids: set[str]) -> dict[str, int]:
        these = (self.rows.of(groupings), groupings.c.id.in_(grouping_ids))
        following = update(groupings).where(*these).values(version=groupings.c.version + 1)
        found = self.rows.all(following.returning(groupings.c.id, groupings.c.version))
        return {row["id"]: row["version"] for row in found}

    def _keep(self, changed: dict[str, list[Holding]]) -> None:
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        kept = insert_here(grouping_holders)
        ended = {"valid_to": kept.excluded.valid_to, "version": kept.excluded.version}
        upsert = kept.on_conflict_do_update(index_elements=["district", "id"], set_=ended)
        rows = [
            vars(each) | {"district": self.rows.district, "grouping_id": grouping_id}
            for grouping_id, holdings in changed.items()
            for each in holdings
        ]
        self.rows.write(upsert, rows)


def _led(row: dict[str, object]) -> Led:
    fields = ("id", "staff_id", "valid_from", "valid_to", "version")
    holding = Holding(**{name: row[name] for name in fields})  # type: ignore[arg-type]
    return Led(holding.id, str(row["grouping_id"]), str(row["community_id"]), holding.version, holding)


def _handed_id(holding_id: str, to_id: str, on: date) -> str:
    return str(uuid5(UUID(holding_id), f"{to_id} {on.isoformat()}"))


def _handed(led: Led, to_id: str, on: date) -> Led:
    """For the rest of the term; its id is always the same."""
    made_id = _handed_id(led.id, to_id, on)
    holding = Holding(made_id, to_id, on, led.holding.valid_to)
    return replace(led, id=made_id, version=1, holding=holding)
