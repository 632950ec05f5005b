"""The areas as sheets need them: looked up, founded and renamed many at a time."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select

from services.chassis.caller import Scope
from services.chassis.domain import DomainError, Event
from services.chassis.importing import Wrong
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.grids.area_sheets.domain.area_sheet import Shown
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.errors import AreaUnknown
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.intake import CodeKey, Newcomer, Place, Standing
from services.grids.area_sheets.domain.line import Line
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode, CodeScheme, NewCode
from services.grids.areas.domain.errors import CodeSchemeUnknown
from services.grids.areas.queries.visible import code_holds_on
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.codes import SqlCodeSchemes
from services.grids.areas.store.log import SqlAreaLog
from services.grids.areas.store.tables import area_codes, area_of, areas
from services.grids.areas.use_cases.other_rooms import ExOfficio, Groupings
from services.grids.for_imports.held_tree import HeldTree
from services.grids.for_imports.pairs import rows_of_pairs
from services.grids.for_imports.settling import Settling
from services.grids.levels.domain.scheme import USUAL, LevelScheme
from services.grids.levels.domain.written import WrittenScheme
from services.grids.levels.store.schemes import SqlLevelSchemes

SYSTEMS_SHOWN = 200


class SqlStandingAreas:
    """Every area that it has found in the transaction is at hand when something is founded below it."""

    def __init__(
        self,
        rows: Rows,
        scope: Scope,
        levels: SqlLevelSchemes,
        systems: SqlCodeSchemes,
        today: date,
        log: SqlAreaLog,
        ex_officio: ExOfficio,
        groupings: Groupings,
    ) -> None:
        self._log, self._ex_officio, self._groupings = log, ex_officio, groupings
        self._rows, self._levels, self._systems, self.today = rows, levels, systems, today
        self._areas = SqlAreas(rows, scope)
        self._held: dict[str, Area] = {}
        self._registered: dict[str, bool] = {}
        self._given_codes: dict[str, AreaCode] = {}
        self._held_tree = HeldTree(rows)

    def hold(self) -> None:
        self._held_tree.take()

    def kinds(self) -> dict[str, tuple[str, str]]:
        return {level.kind: (level.name_zh, level.name_en) for level in self._scheme.levels}

    def schemes(self) -> list[str]:
        systems = self._systems.page(None, SYSTEMS_SHOWN)["items"]
        return [*(scheme.value for scheme in CodeScheme), *(each["scheme"] for each in systems)]

    def by_id(self, area_ids: Collection[str]) -> dict[str, Standing]:
        if wanted := set(area_ids) - self._held.keys():
            self._held |= self._areas.find(wanted)
        return {area_id: _standing(self._held[area_id]) for area_id in area_ids if area_id in self._held}

    def bearers(self, places: Collection[Place]) -> dict[Place, Standing]:
        """The top has the empty text in the place of a parent, as in the index that guards names."""
        if not places:
            return {}
        parent = func.coalesce(areas.c.parent_id, "")
        asked = [(above or "", name) for above, name in places]
        found = select(areas).where(self._rows.of(areas), areas.c.active)
        called = rows_of_pairs(self._rows, found, (parent, areas.c.name), asked)
        return {(row["parent_id"], row["name"]): _standing(area_of(row)) for row in called}

    def codes(self, codes: Collection[CodeKey]) -> dict[CodeKey, str]:
        if not codes:
            return {}
        key = (area_codes.c.scheme, area_codes.c.code)
        found = select(*key, area_codes.c.area_id).where(self._rows.of(area_codes))
        given = rows_of_pairs(self._rows, found, key, codes)
        return {(row["scheme"], row["code"]): row["area_id"] for row in given}

    def unfit(self, newcomer: Newcomer) -> Wrong | None:
        line, parent = newcomer.line, newcomer.parent
        scheme = self._scheme_on(line.day(self.today))
        if not scheme.knows(line.kind) or not scheme.may_stand(line.kind, parent.kind if parent else None):
            return Wrong(AreaColumn.KIND, AreaFault.KIND_NOT_THERE)
        try:
            code = self._code_of(newcomer)
        except CodeSchemeUnknown:
            return Wrong(AreaColumn.SCHEME, AreaFault.UNKNOWN_SCHEME)
        except DomainError:
            return Wrong(AreaColumn.CODE, AreaFault.NOT_A_CODE)
        if code is not None and not self._is_registered(code.scheme):
            return Wrong(AreaColumn.SCHEME, AreaFault.UNKNOWN_SCHEME)
        if code is not None:
            self._given_codes[newcomer.id] = code
        return None

    def settle(self, new: Sequence[Newcomer], renamed: Sequence[tuple[Standing, Line]]) -> list[Event]:
        if not new and not renamed:
            return []
        self._groupings.must_be_new([each.id for each in new])
        tree, posts = self._held_tree.tree, self._ex_officio
        settling = Settling(self._rows, self._log, posts, self._scheme_on, self.today, tree, self._held)
        told = settling.settle(new, self._given_codes, renamed)
        self._held_tree.give_back()
        return told

    def below(self, area_id: str | None, after: str, limit: int) -> tuple[list[Shown], str | None]:
        """By path, so that whoever stands above comes before."""
        shown = (areas.c.id, areas.c.version, areas.c.path, areas.c.kind, areas.c.name)
        behind = self._below(select(*shown), area_id).where(areas.c.path > after).order_by(areas.c.path)
        found = self._rows.all(behind.limit(limit + 1))
        items = found[:limit]
        codes = self._codes_of([row["id"] for row in items])
        following = items[-1]["path"] if len(found) > limit else None
        return [Shown(**row, **codes.get(row["id"], {})) for row in items], following

    def count_below(self, area_id: str | None) -> int:
        counted = self._rows.one(self._below(select(func.count().label("count")), area_id))
        return int(counted["count"]) if counted else 0

    def _is_registered(self, scheme: str) -> bool:
        """Another system's, once in a transaction asked about each."""
        if scheme not in self._registered:
            self._registered[scheme] = scheme in set(CodeScheme) or bool(self._systems.known([scheme]))
        return self._registered[scheme]

    @cached_property
    def _scheme(self) -> LevelScheme:
        return self._levels.on(self.today)

    @cached_property
    def _written(self) -> list[WrittenScheme]:
        return self._levels.written()

    def _scheme_on(self, day: date) -> LevelScheme:
        """Of a day that a row names, of those that were written, which are asked once."""
        if day == self.today:
            return self._scheme
        begun = (each.scheme for each in reversed(self._written) if each.valid_from <= day)
        return next(begun, USUAL)

    def _below(self, statement: Select[Any], area_id: str | None) -> Select[Any]:
        here = statement.select_from(areas).where(self._rows.of(areas), areas.c.active)
        if area_id is None:
            return here
        if not self.by_id([area_id]):
            raise AreaUnknown(area_id=area_id)
        return here.where(under(areas.c.path, self._held[area_id].path), areas.c.id != area_id)

    def _codes_of(self, area_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """One of today's for each: of the first scheme that it has a code in."""
        order = {scheme.value: place for place, scheme in enumerate(CodeScheme)}
        names = ("scheme", "code", "valid_from")
        holds = (area_codes.c.area_id.in_(area_ids), code_holds_on(self.today))
        found = self._rows.all(select(area_codes).where(self._rows.of(area_codes), *holds))
        found.sort(key=lambda row: order.get(row["scheme"], len(order)), reverse=True)
        return {row["area_id"]: {name: row[name] for name in names} for row in found}

    def _code_of(self, newcomer: Newcomer) -> AreaCode | None:
        said = newcomer.line.code
        if said is None:
            return None
        new = NewCode(said.scheme, said.code, said.valid_from or newcomer.line.day(self.today))
        return AreaCode.given(newcomer.id, new)


def _standing(area: Area) -> Standing:
    return Standing(
        area.id,
        area.parent_id,
        area.kind,
        area.name,
        area.version,
        area.active,
        founded_on=area.valid_from,
        changed_on=area.since,
    )
