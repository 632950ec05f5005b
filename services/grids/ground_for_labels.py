"""What QR labels stand for, and where they lead: areas, buildings and people on duty asked together."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, null, or_, select, union_all

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.storage.paging import page
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.grids.areas.queries.ground import Ground
from services.grids.areas.store.tables import areas
from services.grids.dwellings.store import buildings, dwellings
from services.grids.labels.domain.errors import AreaUnknown
from services.grids.labels.domain.label import NO_UNIT, Target, TargetKind
from services.grids.labels.store import labels
from services.grids.labels.use_cases.ports import After, Page, Row
from services.grids.posts.queries.chain import SqlChains

UnitKey = tuple[str, int]
GRIDS, BUILDINGS = 0, 1
"""The two parts of a list, one after the other."""
SHOWN = (labels.c.token, labels.c.kind, labels.c.target_id, labels.c.unit, labels.c.version)


class SqlLabelGround:
    def __init__(self, rows: Rows, ground: Ground) -> None:
        self.rows, self.ground = rows, ground

    def seen(self, targets: Collection[Target]) -> set[Target]:
        """A building is seen from its community, and from the grids that have dwellings in it."""
        area_ids = {each.target_id for each in targets if each.kind is TargetKind.AREA}
        building_ids = {each.target_id for each in targets if each.kind is not TargetKind.AREA}
        in_sight = self._seen_areas(area_ids) if area_ids else set()
        whole = self._seen_whole(building_ids) if building_ids else set()
        units = self._units(building_ids, whole) if building_ids else set()
        in_sight |= whole | {building_id for building_id, _ in units}
        return {
            each
            for each in targets
            if (each.target_id in in_sight and each.kind is not TargetKind.UNIT)
            or (each.target_id, each.unit) in units
        }

    def grids_of(self, target: Target) -> Sequence[str]:
        if target.kind is TargetKind.AREA:
            return [target.target_id]
        its = [self.rows.of(dwellings), dwellings.c.building_id == target.target_id]
        if target.kind is TargetKind.UNIT:
            its.append(dwellings.c.unit == target.unit)
        held = select(dwellings.c.area_id).distinct().where(*its, dwellings.c.area_id.is_not(None))
        if found := [row["area_id"] for row in self.rows.all(held.order_by(dwellings.c.area_id))]:
            return found
        stands = select(buildings.c.community_id).where(
            self.rows.of(buildings), buildings.c.id == target.target_id
        )
        return [row["community_id"] for row in self.rows.all(stands)]

    def ended(self, area_ids: Collection[str]) -> dict[str, date | None]:
        gone = select(areas.c.id, areas.c.valid_to).where(
            self.rows.of(areas), areas.c.id.in_(area_ids), areas.c.active.is_(False)
        )
        return {row["id"]: row["valid_to"] for row in self.rows.all(gone)}

    def _seen_areas(self, area_ids: Collection[str]) -> set[str]:
        """Those that are no more, too: their labels still hang there."""
        mine = self.ground.select(areas.c.id).where(areas.c.id.in_(area_ids))
        return {row["id"] for row in self.rows.all(mine)}

    def _seen_whole(self, building_ids: Collection[str]) -> set[str]:
        near = self.ground.reached(buildings.c.community_id)
        mine = select(buildings.c.id).where(self.rows.of(buildings), buildings.c.id.in_(building_ids), near)
        return {row["id"] for row in self.rows.all(mine)}

    def _units(self, building_ids: Collection[str], whole: Collection[str]) -> set[UnitKey]:
        near = or_(dwellings.c.building_id.in_(whole), self.ground.reached(dwellings.c.area_id))
        mine = (self.rows.of(dwellings), dwellings.c.building_id.in_(building_ids), near)
        found = self.rows.all(select(dwellings.c.building_id, dwellings.c.unit).distinct().where(*mine))
        return {(row["building_id"], row["unit"]) for row in found}


class SqlLabelViews:
    def __init__(self, rows: Rows, ground: Ground, chains: SqlChains) -> None:
        self.rows, self.ground, self.chains = rows, ground, chains

    def below(self, area_id: str, after: After, limit: int) -> Page:
        path = self.ground.find_path(area_id)
        if path is None:
            raise AreaUnknown(area_id=area_id)
        part, position = _place_in_list(after)
        items: list[dict[str, Any]] = []
        if part == GRIDS:
            of_grids = self._of_grids(path)
            items, following = page(self.rows, of_grids, by=[areas.c.path], after=position, limit=limit)
            if following is not None:
                return {"items": items, "next": [GRIDS, *following]}
            position = None
        if len(items) == limit:
            return {"items": items, "next": [BUILDINGS]}
        by = [buildings.c.estate, buildings.c.name, labels.c.target_id, labels.c.unit]
        of_buildings, left = self._of_buildings(area_id), limit - len(items)
        more, following = page(self.rows, of_buildings, by=by, after=position, limit=left)
        return {"items": [*items, *more], "next": None if following is None else [BUILDINGS, *following]}

    def grids(self, area_ids: Sequence[str], on: date) -> Sequence[Row]:
        """The phone is that of whoever answers for the grid that day, a deputy or somebody above it, too."""
        chains = self.chains.of_areas(area_ids, on)
        return [
            {"name": each.area_name, "duty_phone": each.responsible.duty_phone if each.responsible else ""}
            for each in chains
        ]

    def address(self, target: Target) -> Row:
        if target.kind is TargetKind.AREA:
            return {"estate": None, "building": None}
        its = select(buildings.c.estate, buildings.c.name.label("building")).where(
            self.rows.of(buildings), buildings.c.id == target.target_id
        )
        return self.rows.one(its) or {"estate": None, "building": None}

    def _of_grids(self, path: str) -> Select[Any]:
        """Of one that stands no more its own: it hangs there until it is revoked."""
        stands_for = and_(labels.c.district == areas.c.district, labels.c.target_id == areas.c.id)
        return (
            select(*SHOWN, areas.c.name, null().label("estate"), areas.c.path)
            .select_from(areas.join(labels, stands_for))
            .where(self.rows.of(areas), under(areas.c.path, path), *self._live(), _is_of(TargetKind.AREA))
            .where(or_(areas.c.active, areas.c.path == path))
        )

    def _of_buildings(self, area_id: str) -> Select[Any]:
        """Of a community and above by where the buildings stand, of a grid by the units that it holds."""
        stands_for = and_(labels.c.district == buildings.c.district, labels.c.target_id == buildings.c.id)
        shown = select(*SHOWN, buildings.c.name, buildings.c.estate)
        live = (self.rows.of(buildings), *self._live(), _is_of(TargetKind.BUILDING, TargetKind.UNIT))
        if self._is_grid(area_id):
            held = select(dwellings.c.building_id, dwellings.c.unit).where(
                self.rows.of(dwellings), self.ground.below(dwellings.c.area_id, area_id)
            )
            whole = select(held.subquery().c.building_id, literal(NO_UNIT).label("unit"))
            units = union_all(held.distinct(), whole.distinct()).subquery()
            here = and_(units.c.building_id == labels.c.target_id, units.c.unit == labels.c.unit)
            return shown.select_from(buildings.join(labels, stands_for).join(units, here)).where(*live)
        near = self.ground.below(buildings.c.community_id, area_id)
        return shown.select_from(buildings.join(labels, stands_for)).where(*live, near)

    def _is_grid(self, area_id: str) -> bool:
        row = self.rows.one(select(areas.c.community_id).where(self.rows.of(areas), areas.c.id == area_id))
        return row is not None and row["community_id"] not in (None, area_id)

    def _live(self) -> tuple[ColumnElement[bool], ...]:
        return (self.rows.of(labels), labels.c.revoked_at.is_(None))


def _is_of(*kinds: TargetKind) -> ColumnElement[bool]:
    return labels.c.kind.in_([kind.value for kind in kinds])


def _place_in_list(after: After) -> tuple[int, After]:
    """Raises FieldsInvalid."""
    match after:
        case None:
            return GRIDS, None
        case [0 | 1 as part, *position] if not isinstance(part, bool):
            return part, position or None
    raise FieldsInvalid([FieldError("after", "wrong_type")])
