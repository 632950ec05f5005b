"""The ports of sheets of areas in memory; the areas are those of the world."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from services.chassis.domain import Event
from services.chassis.errors import IdTaken
from services.chassis.importing import Refusal, Wrong
from services.chassis.jobs import BrokenOff, Job, JobState
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.area_sheet import AreaSheet, Shown
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.errors import AreaImportUnknown, AreaSheetUnknown
from services.grids.area_sheets.domain.faults import AreaFault
from services.grids.area_sheets.domain.intake import CodeKey, Newcomer, Place, Standing
from services.grids.area_sheets.domain.line import Line
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.founding import NewArea
from services.grids.levels.domain.scheme import USUAL
from tests.grids.builders import NOW, TODAY
from tests.grids.kept import Fake, refuse_stale


class FakeStandingAreas(Fake):
    today = TODAY

    def hold(self) -> None: ...

    def kinds(self) -> Mapping[str, tuple[str, str]]:
        return {level.kind: (level.name_zh, level.name_en) for level in USUAL.levels}

    def schemes(self) -> Sequence[str]:
        return ["LOCAL"]

    def by_id(self, area_ids: Collection[str]) -> Mapping[str, Standing]:
        areas = self.world.kept.areas
        return {each: _standing(areas[each]) for each in area_ids if self.world.sees(each)}

    def bearers(self, places: Collection[Place]) -> Mapping[Place, Standing]:
        called = {(each.parent_id, each.name): each for each in self.world.kept.areas.values() if each.active}
        return {place: _standing(called[place]) for place in places if place in called}

    def codes(self, codes: Collection[CodeKey]) -> Mapping[CodeKey, str]:
        given = {(str(each.scheme), each.code): each.area_id for each in self.world.kept.codes}
        return {code: given[code] for code in codes if code in given}

    def unfit(self, newcomer: Newcomer) -> Wrong | None:
        parent = newcomer.parent.kind if newcomer.parent else None
        if USUAL.may_stand(newcomer.line.kind, parent):
            return None
        return Wrong(AreaColumn.KIND, AreaFault.KIND_NOT_THERE)

    def settle(self, new: Sequence[Newcomer], renamed: Sequence[tuple[Standing, Line]]) -> Sequence[Event]:
        kept = self.world.kept
        founded = [self._founded(each) for each in new]
        called = [kept.areas[area.id] for area, _ in renamed]
        for area, (_, line) in zip(called, renamed, strict=True):
            area.rename(line.name, None)
        return kept.tree.changed([*founded, *called])

    def below(self, area_id: str | None, after: str, limit: int) -> tuple[Sequence[Shown], str | None]:
        areas = sorted(self.world.kept.areas.values(), key=lambda each: each.path)
        root = self.world.kept.areas[area_id].path if area_id else ""
        inside = [each for each in areas if each.path.startswith(root) and each.path > max(root, after)]
        shown = [Shown(each.id, each.version, each.path, each.kind, each.name) for each in inside[:limit]]
        return shown, shown[-1].path if len(inside) > limit else None

    def count_below(self, area_id: str | None) -> int:
        return len(self.below(area_id, "", len(self.world.kept.areas))[0])

    def _founded(self, new: Newcomer) -> Area:
        above = self.world.kept.areas[new.parent.id] if new.parent else None
        asked = NewArea(new.id, above.id if above else None, new.line.kind, new.line.name)
        area = self.world.kept.areas[new.id] = self.world.kept.tree.found(asked, above, USUAL)
        return area


class FakeAreaImports(Fake):
    def add(self, begun: AreaImport) -> None:
        if begun.id in self.world.kept.area_imports:
            raise IdTaken(id=begun.id)
        self.world.kept.area_imports[begun.id] = begun

    def get(self, import_id: str) -> AreaImport:
        if import_id not in self.world.kept.area_imports:
            raise AreaImportUnknown(area_import_id=import_id)
        return self.world.kept.area_imports[import_id]

    def save(self, after: AreaImport) -> None:
        refuse_stale(after.version - 1, self.get(after.id).version)
        self.world.kept.area_imports[after.id] = after

    def refuse(self, import_id: str, refused: Sequence[Refusal]) -> None:
        self.world.kept.area_refusals.setdefault(import_id, []).extend(refused)

    def refusals(self, import_id: str) -> Iterator[Refusal]:
        refused = self.world.kept.area_refusals.get(import_id, [])
        yield from sorted(refused, key=lambda each: each.row)

    def forget_refusals(self, import_id: str) -> None:
        self.world.kept.area_refusals.pop(import_id, None)


class FakeAreaImportViews(Fake):
    def of_area(self, area_id: str | None, after: Any, limit: int) -> dict[str, Any]:
        found = [each for each in self.world.kept.area_imports.values() if each.into == area_id]
        items = [{**vars(each), **vars(each.counts), "has_sheet": each.sheet is not None} for each in found]
        return {"items": items[:limit], "next": None}


class FakeAreaSheets(Fake):
    def add(self, asked: AreaSheet) -> None:
        self.world.kept.area_sheets[asked.id] = asked

    def get(self, sheet_id: str) -> AreaSheet:
        if sheet_id not in self.world.kept.area_sheets:
            raise AreaSheetUnknown(sheet_id=sheet_id)
        return self.world.kept.area_sheets[sheet_id]

    def save(self, after: AreaSheet) -> None:
        refuse_stale(after.version - 1, self.get(after.id).version)
        self.world.kept.area_sheets[after.id] = after


def a_job(id: str, kind: str, state: JobState = JobState.WAITING) -> Job:
    return Job(
        id=id, kind=kind, state=state, params={}, cursor=None, done=0, total=None, result=None, error=None,
        asked_by="me", is_cancelled=False, created_at=NOW, started_at=None, ended_at=None, version=1,
    )  # fmt: skip


class FakeJobs(Fake):
    def ask(self, kind: str, params: dict[str, Any], *, lane: str | None = None) -> Any:
        return a_job(f"{kind} of {lane}", kind)


class FakeJobEnds(Fake):
    def broken_off(self, job_ids: Collection[str]) -> dict[str, BrokenOff]:
        return {}


def _standing(area: Area) -> Standing:
    return Standing(area.id, area.parent_id, area.kind, area.name, area.version, area.active)
