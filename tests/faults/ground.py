"""The ground of T8's stories, in grids' own domain: what was founded, renamed and moved, moment by moment."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from services.chassis.domain import Event
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.events import AreasChanged, AreasMoved
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.tree import Tree
from services.grids.levels.domain.scheme import USUAL

Row = dict[str, Any]
SPINE: tuple[tuple[tuple[str, str, str | None], ...], ...] = (
    (("county", "county", None), ("north", "township", "county")),
    (("south", "township", "county"),),
    (("east", "community", "north"), ("west", "community", "south")),
    (("total 1", "general_total", "east"), ("total 2", "general_total", "west")),
    (("base 1", "base", "total 1"), ("base 2", "base", "total 2")),
    (("micro 1", "micro", "base 1"), ("micro 2", "micro", "base 1")),
)
"""Founded event by event; each may move below another of its parent's kind."""


def id_of(word: str) -> str:
    return str(uuid5(NAMESPACE_OID, word))


@dataclass(frozen=True)
class Moment:
    """What grids held after so many of its changes."""

    tree_version: int = 0
    rows: tuple[Row, ...] = ()
    moves: tuple[Row, ...] = ()


@dataclass
class Ground:
    tree: Tree = field(default_factory=Tree)
    areas: dict[str, Area] = field(default_factory=dict)
    moments: list[Moment] = field(default_factory=lambda: [Moment()])

    def found_spine(self) -> Iterator[Event]:
        for batch in SPINE:
            areas = [self._found(*new) for new in batch]
            yield self._told(*self.tree.changed(areas))

    def found(self, word: str, which: int, kind: int) -> Event:
        parent = _one_of([area for area in self.areas.values() if USUAL.below(area.kind)], which)
        kinds = sorted(USUAL.below(parent.kind))
        area = self.tree.found(NewArea(id_of(word), parent.id, kinds[kind % len(kinds)], word), parent, USUAL)
        self.areas[area.id] = area
        return self._told(*self.tree.changed([area]))

    def rename(self, name: str, which: int) -> Event:
        area = _one_of(list(self.areas.values()), which)
        area.rename(name, bearer=None)
        return self._told(*self.tree.changed([area]))

    def move(self, which: int, where: int) -> Event:
        """To another parent than its own."""
        area = _one_of([area for area in self.areas.values() if self._others(area)], which)
        parent = _one_of(self._others(area), where)
        move = area.move(parent, bearer=None, kinds=USUAL)
        for each in self.areas.values():
            if each.path.startswith(move.old_path):
                each.path = move.new_path + each.path.removeprefix(move.old_path)
        return self._told(self.tree.moved(area, move))

    def _others(self, area: Area) -> list[Area]:
        """Where it may stand and does not."""
        return [
            each
            for each in self.areas.values()
            if USUAL.may_stand(area.kind, each.kind) and each.id != area.parent_id
        ]

    def _found(self, word: str, kind: str, under: str | None) -> Area:
        parent = self.areas[id_of(under)] if under else None
        new = NewArea(id_of(word), id_of(under) if under else None, kind, word)
        area = self.tree.found(new, parent, USUAL)
        self.areas[area.id] = area
        return area

    def _told(self, said: AreasChanged | AreasMoved) -> Event:
        rows = sorted((asdict(area.row()) for area in self.areas.values()), key=lambda row: str(row["id"]))
        moves = self.moments[-1].moves + ((_logged(said),) if isinstance(said, AreasMoved) else ())
        self.moments.append(Moment(self.tree.version, tuple(rows), moves))
        return said


def _logged(moved: AreasMoved) -> Row:
    names = ("tree_version", "area_id", "old_path", "new_path")
    return {name: getattr(moved, name) for name in names}


def _one_of(areas: list[Area], which: int) -> Area:
    return areas[which % len(areas)]
