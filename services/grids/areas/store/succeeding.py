"""Areas that end, and those right below them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from services.chassis.errors import StaleVersion
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.errors import AreaUnknown
from services.grids.areas.domain.succession import AT_MOST
from services.grids.areas.store.areas import SHOWN, SqlAreas
from services.grids.areas.store.codes import code_of
from services.grids.areas.store.tables import area_codes, area_of, area_spans, areas, code_lasts_beyond

NOWHERE: Mapping[str, str] = MappingProxyType({})


class SqlSucceeding:
    def __init__(self, rows: Rows, found: SqlAreas) -> None:
        self.rows, self.found = rows, found

    def seen(self, versions: Mapping[str, int], named: Mapping[str, str] = NOWHERE) -> dict[str, Area]:
        found = self.found.find(versions)
        for area_id, version in versions.items():
            area = found.get(area_id)
            if area is None:
                raise AreaUnknown(area_id=area_id).at(f"{named.get(area_id, '')}area_id")
            if area.version != version:
                stale = StaleVersion(
                    sent_version=version, current_version=area.version, current=SHOWN.dump(area)
                )
                raise stale.at(f"{named[area_id]}seen_version") if area_id in named else stale
        return found

    def hold(self, area_id: str) -> None:
        its = (self.rows.of(areas), areas.c.id == area_id)
        self.rows.all(select(areas.c.id).where(*its).with_for_update())

    def children(self, area_ids: Collection[str]) -> list[Area]:
        below = (self.rows.of(areas), areas.c.parent_id.in_(area_ids), areas.c.active)
        found = select(areas).where(*below).order_by(areas.c.path).limit(AT_MOST + 1)
        return [area_of(row) for row in self.rows.all(found)] if area_ids else []

    def end(self, ended: Sequence[Area]) -> None:
        """All on one day: a code that was to hold longer holds up to it, one that begins then not at all."""
        day, ids = ended[0].since, [area.id for area in ended]
        over = {"active": False, "valid_to": day, "since": day, "version": areas.c.version + 1}
        self.rows.write(update(areas).where(self.rows.of(areas), areas.c.id.in_(ids)).values(over))
        over = {"valid_to": case((area_codes.c.valid_from > day, area_codes.c.valid_from), else_=day)}
        self.rows.write(update(area_codes).where(self._codes_after(ids, day)).values(over))

    def take_part(self, area: Area) -> None:
        its = (self.rows.of(areas), areas.c.id == area.id)
        self.rows.write(update(areas).where(*its).values(since=area.since))

    def moved_on(self, area: Area) -> date | None:
        its = (self.rows.of(area_spans), area_spans.c.area_id == area.id)
        elsewhere = select(func.max(area_spans.c.valid_to).label("day")).where(*its)
        found = self.rows.one(elsewhere.where(area_spans.c.parent_id.is_distinct_from(area.parent_id)))
        return found["day"] if found else None

    def code_begun(self, area_ids: Collection[str], since: date, before: date) -> AreaCode | None:
        begun = and_(area_codes.c.valid_from >= since, area_codes.c.valid_from < before)
        held = or_(area_codes.c.valid_to.is_(None), area_codes.c.valid_to > area_codes.c.valid_from)
        its = (self.rows.of(area_codes), area_codes.c.area_id.in_(area_ids), begun, held)
        first = select(area_codes).where(*its).order_by(area_codes.c.valid_from, area_codes.c.code).limit(1)
        row = self.rows.one(first) if area_ids else None
        return code_of(row) if row else None

    def codes(self, area_ids: Collection[str], on: date) -> int:
        found = self.rows.one(select(func.count().label("codes")).where(self._codes_after(area_ids, on)))
        return int(found["codes"]) if found and area_ids else 0

    def _codes_after(self, area_ids: Collection[str], day: date) -> ColumnElement[bool]:
        its = (self.rows.of(area_codes), area_codes.c.area_id.in_(area_ids))
        return and_(*its, code_lasts_beyond(day))
