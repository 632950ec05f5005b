"""What was counted at the end of each day that changed it, of each area by itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, and_, case, func, literal, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.batches import batches
from services.chassis.storage.rows import Rows
from services.members.tallies.domain.errors import CountsNotKept
from services.members.tallies.domain.tally import NOBODY, Count
from services.members.tallies.store.tables import area_tallies, tally_beginnings, tally_days

AT_ONCE = 500
COLUMNS = ("district", "area_id", "day", "households", "residents")


def keep_days(rows: Rows, area_ids: Sequence[str], today: date) -> None:
    """As they stand now, which nobody else changes: whoever writes a day holds the count itself.

    Whoever began before midnight and ends after another adds to the later day.
    """
    for ids in batches(area_ids, AT_ONCE):
        counted = _counted(rows, ids, today)
        new = (insert_postgresql if rows.is_postgresql else insert_sqlite)(tally_days)
        kept = new.from_select(COLUMNS, counted)
        again = {name: kept.excluded[name] for name in ("households", "residents")}
        rows.write(kept.on_conflict_do_update(index_elements=["district", "area_id", "day"], set_=again))


class SqlTallyDays:
    def __init__(self, rows: Rows, today: date) -> None:
        self._rows, self._today = rows, today

    def on(self, area_ids: Collection[str], day: date) -> dict[str, Count]:
        """Without those where nobody lived that day. Raises CountsNotKept."""
        begun = self._rows.one(select(tally_beginnings.c.day).where(self._rows.of(tally_beginnings)))
        if begun is not None and day < begun["day"]:
            raise CountsNotKept(on=day, since=begun["day"])
        return self._last(area_ids, day)

    def forgotten(self, counted: Mapping[str, Count]) -> set[str]:
        """Those whose last day does not say what is counted."""
        last = self._last(counted, date.max)
        return {area_id for area_id, count in counted.items() if last.get(area_id, NOBODY) != count}

    def keep(self, area_ids: Collection[str]) -> None:
        """As they stand now; nobody changes them meanwhile."""
        keep_days(self._rows, sorted(area_ids), self._today)

    def _last(self, area_ids: Collection[str], day: date) -> dict[str, Count]:
        found = []
        for ids in batches(sorted(area_ids), AT_ONCE):
            found += self._rows.all(_last_days(self._rows, ids, day))
        return {row["area_id"]: Count(row["households"], row["residents"]) for row in found}


def _last_days(rows: Rows, area_ids: Sequence[str], day: date) -> Select[Any]:
    """What each was counted at the end of that day."""
    kept = tally_days
    mine = (rows.of(kept), kept.c.area_id.in_(area_ids), kept.c.day <= day)
    last = select(kept.c.area_id, func.max(kept.c.day).label("day")).where(*mine).group_by(kept.c.area_id)
    of_them = last.subquery("last_days")
    its = and_(kept.c.area_id == of_them.c.area_id, kept.c.day == of_them.c.day)
    columns = (kept.c.area_id, kept.c.households, kept.c.residents)
    return select(*columns).select_from(kept.join(of_them, its)).where(rows.of(kept))


def _counted(rows: Rows, area_ids: Sequence[str], today: date) -> Select[Any]:
    now = area_tallies.c
    its = (rows.of(tally_days), tally_days.c.area_id == now.area_id)
    last = select(func.max(tally_days.c.day)).where(*its).correlate(area_tallies).scalar_subquery()
    this_day = literal(today, Date)
    day = case((last > this_day, last), else_=this_day)
    columns = (now.district, now.area_id, day.label("day"), now.households, now.residents)
    return select(*columns).where(rows.of(area_tallies), now.area_id.in_(area_ids))
