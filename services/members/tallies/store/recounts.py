"""Everybody counted anew beside what is kept, each page and its counts as they were in one moment."""

from typing import Any

from sqlalchemy import Select, Table, and_, func, literal, select, union_all, update

from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key
from services.members.tallies.domain.tally import NOBODY, Count, Wrong, coarse_of
from services.members.tallies.store.days import SqlTallyDays
from services.members.tallies.store.following import sum_anew
from services.members.tallies.store.tables import area_tallies, tally_sums
from services.members.tallies.store.tallies import SqlTallies

LIVING = "living"


class SqlRecounts:
    def __init__(
        self, rows: Rows, tallies: SqlTallies, days: SqlTallyDays, areas: Table, people: tuple[Table, Table]
    ) -> None:
        self._rows, self._tallies, self._days, self._areas = rows, tallies, days, areas
        self._households, self._residents = people

    def page(self, after: str, limit: int) -> tuple[str | None, int, Wrong]:
        """Nothing moves meanwhile: where an area lies and where it is counted are of one moment."""
        self._tallies.hold()
        areas = self._areas
        behind = select(areas.c.id, areas.c.path).where(self._rows.of(areas), areas.c.id > after)
        found = self._rows.all(behind.order_by(areas.c.id).limit(limit))
        if not found:
            return None, 0, Wrong(frozenset(), frozenset(), frozenset())
        paths, last = {row["id"]: row["path"] for row in found}, found[-1]["id"]
        counted, kept = self._counts(after, last)
        wrong = {
            area_id: counted.get(area_id, NOBODY) - kept.get(area_id, (NOBODY, ""))[0]
            for area_id in paths.keys() & (counted.keys() | kept.keys())
        }
        astray = {
            area_id: paths[area_id] for area_id, (_, path) in kept.items() if paths.get(area_id, path) != path
        }
        differing = {area_id: count for area_id, count in wrong.items() if count != NOBODY}
        forgotten = self._days.forgotten({area_id: count for area_id, (count, _) in kept.items()})
        self._tallies.hold_counts(differing.keys() | astray.keys() | forgotten)
        self._lead_back(astray)
        self._days.keep(forgotten)
        self._tallies.add(differing)
        found_wrong = Wrong(frozenset(differing), frozenset(astray), frozenset(forgotten))
        return last if len(found) == limit else None, len(found), found_wrong

    def sums(self) -> int:
        """Areas that moved have taken them along, so that all are one group of the other's."""
        self._tallies.hold()
        mine, fine = self._rows.of(tally_sums), area_tallies.c
        kept = select(tally_sums.c.path, tally_sums.c.households, tally_sums.c.residents).where(mine)
        sums = (func.sum(fine.households).label("households"), func.sum(fine.residents).label("residents"))
        counted = (
            select(fine.coarse.label("path"), *sums).where(self._rows.of(area_tallies)).group_by(fine.coarse)
        )
        both = union_all(
            select(literal("kept").label("what"), kept.subquery()),
            select(literal("counted").label("what"), counted.subquery()),
        )
        found: dict[str, dict[str, Count]] = {}
        for row in self._rows.all(both):
            count = Count(int(row["households"]), int(row["residents"]))
            found.setdefault(row["path"], {})[row["what"]] = count
        wrong = [
            path for path, each in found.items() if each.get("kept", NOBODY) != each.get("counted", NOBODY)
        ]
        for path in wrong:
            sum_anew(self._rows, path)
        return len(wrong)

    def _counts(self, after: str, last: str) -> tuple[dict[str, Count], dict[str, tuple[Count, str]]]:
        living = self._residents.c.status == LIVING
        found = self._rows.all(
            union_all(
                self._counted(self._households, "households", after, last),
                self._counted(self._residents, "residents", after, last, living),
                self._kept(after, last),
            )
        )
        counted: dict[str, Count] = {}
        kept: dict[str, tuple[Count, str]] = {}
        for row in found:
            count = Count(int(row["households"]), int(row["residents"]))
            if row["path"] is not None:
                kept[row["area_id"]] = (count, row["path"])
            else:
                counted[row["area_id"]] = counted.get(row["area_id"], NOBODY) + count
        return counted, kept

    def _counted(self, table: Table, what: str, after: str, last: str, *only: Any) -> Select[Any]:
        number = {name: literal(0) for name in ("households", "residents")} | {what: func.count()}
        return (
            select(table.c.area_id, literal(None, Key).label("path"), *_labelled(number))
            .where(self._rows.of(table), and_(table.c.area_id > after, table.c.area_id <= last), *only)
            .group_by(table.c.area_id)
        )

    def _kept(self, after: str, last: str) -> Select[Any]:
        kept = area_tallies.c
        within = and_(kept.area_id > after, kept.area_id <= last)
        return select(kept.area_id, kept.path, kept.households, kept.residents).where(
            self._rows.of(area_tallies), within
        )

    def _lead_back(self, astray: dict[str, str]) -> None:
        for area_id, path in astray.items():
            its = (self._rows.of(area_tallies), area_tallies.c.area_id == area_id)
            led = {"path": path, "coarse": coarse_of(path)}
            self._rows.write(update(area_tallies).where(*its).values(led))


def _labelled(numbers: dict[str, Any]) -> list[Any]:
    return [number.label(name) for name, number in numbers.items()]
