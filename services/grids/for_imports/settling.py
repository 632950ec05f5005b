"""What a chunk of a sheet founds and renames is written: many areas, many days and documents at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.chassis.domain import Event
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.area_sheets.domain.intake import Newcomer, Standing
from services.grids.area_sheets.domain.line import Line
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change, ChangeKind
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.tree import Tree
from services.grids.areas.store.log import SqlAreaLog
from services.grids.areas.store.tables import area_codes, areas, row_of
from services.grids.areas.use_cases.other_rooms import ExOfficio

Warrant = tuple[date, str | None]
"""From which day on, and by which document."""


@dataclass
class Settling:
    """`held`: the areas that stand, as they were found. Those of one day and document are one change."""

    rows: Rows
    log: SqlAreaLog
    ex_officio: ExOfficio
    kinds_on: Callable[[date], Kinds]
    today: date
    tree: Tree
    held: Mapping[str, Area]
    changes: list[tuple[int, Change]] = field(default_factory=list)

    def settle(
        self,
        new: Sequence[Newcomer],
        codes: Mapping[str, AreaCode],
        renamed: Sequence[tuple[Standing, Line]],
    ) -> list[Event]:
        founded, numbers = self._found(new)
        insert_many(self.rows, areas, [row_of(area) for area in founded])
        given = [code for each in new if (code := codes.get(each.id))]
        insert_many(self.rows, area_codes, [vars(code) for code in given])
        called = [self._rename(area, line) for area, line in renamed]
        told: list[Event] = list(self.tree.changed([*founded, *called]))
        if founded:
            self.log.keep(founded, are_new=True)
            told += self._come_along(founded, numbers)
        if called:
            self.log.keep(called)
        self.log.note(*self.changes)
        return told

    def _found(self, new: Sequence[Newcomer]) -> tuple[list[Area], dict[date, int]]:
        """And for each day the first change that founded something that day."""
        founded: list[Area] = []
        numbers: dict[date, int] = {}
        by_warrant: dict[Warrant, list[Newcomer]] = {}
        for each in new:
            warrant = each.line.day(self.today), each.line.document
            by_warrant.setdefault(warrant, []).append(each)
        for (day, document), group in by_warrant.items():
            of_group = [self._founded(each, day) for each in group]
            ids = tuple(area.id for area in of_group)
            number = self._noted(Change(ChangeKind.FOUNDED, day, document, (), ids))
            numbers.setdefault(day, number)
            founded += of_group
        return founded, numbers

    def _founded(self, newcomer: Newcomer, day: date) -> Area:
        line, parent = newcomer.line, newcomer.parent
        above = self.held[parent.id] if parent else None
        new = NewArea(newcomer.id, above.id if above else None, line.kind, line.name)
        return self.tree.found(new, above, self.kinds_on(day), day)

    def _rename(self, standing: Standing, line: Line) -> Area:
        was = self.held[standing.id]
        area, day = replace(was), line.day(self.today)
        area.change_on(day)
        area.rename(line.name, None)
        changed = {"name": area.name, "since": area.since}
        update_versioned(self.rows, areas, area.id, standing.version, changed, lambda _: {})
        ids = (area.id,)
        self._noted(Change(ChangeKind.RENAMED, day, line.document, ids, ids, was=was.name, became=area.name))
        return area

    def _noted(self, change: Change) -> int:
        number = self.tree.noted()
        self.changes.append((number, change))
        return number

    def _come_along(self, founded: Sequence[Area], numbers: Mapping[date, int]) -> list[Event]:
        """Whoever holds the post above holds theirs: lines are of one depth, so all that stood before."""
        told: list[Event] = []
        for day, number in numbers.items():
            below = [
                (area.id, area.kind, area.parent_id)
                for area in founded
                if area.parent_id is not None and area.valid_from == day
            ]
            told += self.ex_officio.come_along(below, day, number)
        return told
