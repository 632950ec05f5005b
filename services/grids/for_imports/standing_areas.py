"""The areas as sheets need them: looked up, founded and renamed many at a time."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Select, func, select

from services.chassis.caller import Scope
from services.chassis.domain import DomainError, Event
from services.chassis.importing import Wrong
from services.chassis.storage.many import insert_many
from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.area_sheets.domain.area_sheet import Shown
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.errors import AreaUnknown
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.intake import CodeKey, Newcomer, Place, Standing
from services.grids.area_sheets.domain.line import Line
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change, ChangeKind
from services.grids.areas.domain.codes import AreaCode, CodeScheme, NewCode
from services.grids.areas.domain.errors import CodeSchemeUnknown
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.tree import Tree
from services.grids.areas.queries.visible import code_holds_on
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.codes import SqlCodeSchemes
from services.grids.areas.store.log import SqlAreaLog
from services.grids.areas.store.tables import area_codes, area_of, areas, row_of
from services.grids.areas.use_cases.other_rooms import ExOfficio, Groupings
from services.grids.for_imports.held_tree import HeldTree
from services.grids.for_imports.pairs import rows_of_pairs
from services.grids.levels.domain.scheme import LevelScheme
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
        self._rows, self._levels, self._systems, self._today = rows, levels, systems, today
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
        if not self._may_stand(line.kind, parent.kind if parent else None):
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
        tree = self._held_tree.tree
        self._groupings.must_be_new([each.id for each in new])
        founded = [self._founded(each, tree) for each in new]
        insert_many(self._rows, areas, [row_of(area) for area in founded])
        codes = [code for each in new if (code := self._given_codes.get(each.id))]
        insert_many(self._rows, area_codes, [vars(code) for code in codes])
        called = [self._renamed(area, line.name) for area, line in renamed]
        told: list[Event] = list(tree.changed([*founded, *called]))
        told += self._note(tree, founded, called)
        self._held_tree.give_back()
        return told

    def _note(self, tree: Tree, founded: Sequence[Area], called: Sequence[Area]) -> Sequence[Event]:
        """And whoever holds the post above holds theirs: lines are of one depth, so all that stood before."""
        told: Sequence[Event] = ()
        if founded:
            self._log.keep(founded, are_new=True)
            number = tree.noted()
            self._log.note((number, self._change(ChangeKind.FOUNDED, *founded)))
            below = [(area.id, area.kind, area.parent_id) for area in founded if area.parent_id is not None]
            told = self._ex_officio.come_along(below, self._today, number)
        if called:
            self._log.keep(called)
            self._log.note(*((tree.noted(), self._renaming(area)) for area in called))
        return told

    def _renaming(self, area: Area) -> Change:
        renamed = self._change(ChangeKind.RENAMED, area)
        return replace(renamed, was=self._held[area.id].name, became=area.name)

    def _change(self, kind: ChangeKind, *changed: Area) -> Change:
        ids = tuple(area.id for area in changed)
        return Change(kind, self._today, None, () if kind is ChangeKind.FOUNDED else ids, ids)

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
        return self._levels.on(self._today)

    def _may_stand(self, kind: str, under: str | None) -> bool:
        return self._scheme.knows(kind) and self._scheme.may_stand(kind, under)

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
        holds = (area_codes.c.area_id.in_(area_ids), code_holds_on(self._today))
        found = self._rows.all(select(area_codes).where(self._rows.of(area_codes), *holds))
        found.sort(key=lambda row: order.get(row["scheme"], len(order)), reverse=True)
        return {row["area_id"]: {name: row[name] for name in names} for row in found}

    def _founded(self, newcomer: Newcomer, tree: Tree) -> Area:
        line, parent = newcomer.line, newcomer.parent
        above = self._held[parent.id] if parent else None
        new = NewArea(newcomer.id, above.id if above else None, line.kind, line.name)
        return tree.found(new, above, self._scheme, self._today)

    def _renamed(self, standing: Standing, name: str) -> Area:
        area = replace(self._held[standing.id])
        area.change_on(self._today)
        area.rename(name, None)
        changed = {"name": name, "since": area.since}
        update_versioned(self._rows, areas, area.id, standing.version, changed, lambda _: {})
        return area

    def _code_of(self, newcomer: Newcomer) -> AreaCode | None:
        said = newcomer.line.code
        if said is None:
            return None
        new = NewCode(said.scheme, said.code, said.valid_from or self._today)
        return AreaCode.given(newcomer.id, new)


def _standing(area: Area) -> Standing:
    return Standing(area.id, area.parent_id, area.kind, area.name, area.version, area.active)
