"""An area becomes several (拆分): one goes on with what no other part is given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.chassis.caller import Caller
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import ChangeKind, Warranted
from services.grids.areas.domain.change_errors import (
    ChildTwice,
    MicroGridSplitsUnit,
    NotOfThisArea,
    PartOfItself,
    PartTwice,
    PartUnknown,
    RangeReversed,
    UnitNotHere,
    UnitTwice,
)
from services.grids.areas.domain.codes import NewCode
from services.grids.areas.domain.founding import NewArea
from services.grids.areas.domain.succession import Succession, UnitKey
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.foreseeing import Foreseen, foresee
from services.grids.areas.use_cases.hold_borders import hold_borders_of
from services.grids.areas.use_cases.hold_groupings import hold_groupings_of
from services.grids.areas.use_cases.planning import (
    above,
    must_be_over_by,
    must_stand_there,
    plan_founding,
    plan_moves,
    plan_settling,
)
from services.grids.areas.use_cases.succeed import Succeeded, carry_out
from services.grids.areas.use_cases.succession_ports import Begin, Tx


@dataclass(frozen=True)
class NewPart:
    id: str
    name: str
    codes: tuple[NewCode, ...] = ()


@dataclass(frozen=True)
class ChildOf:
    area_id: str
    part_id: str


@dataclass(frozen=True)
class UnitsOf:
    """The units `first` to `last` of a building, both included."""

    building_id: str
    first: int
    last: int
    part_id: str


@dataclass(frozen=True)
class SplitArea(Warranted):
    """The primary is the area itself, which goes on then, or one of its new parts.

    `keeps_holder`: whoever holds the area's post goes on in a new primary's.
    """

    area_id: str
    seen_version: int
    parts: tuple[NewPart, ...]
    primary_id: str
    children: tuple[ChildOf, ...] = ()
    units: tuple[UnitsOf, ...] = ()
    keeps_holder: bool = False

    @property
    def ends(self) -> bool:
        return self.primary_id != self.area_id

    def must_name_its_parts(self) -> None:
        """Raises PartTwice, PartOfItself, PartUnknown or RangeReversed."""
        there: set[str] = set()
        for place, part in enumerate(self.parts):
            if part.id in there:
                raise PartTwice(part_id=part.id).at(f"parts.{place}.id")
            there.add(part.id)
        if self.area_id in there:
            raise PartOfItself(area_id=self.area_id)
        for place, each in enumerate(self.units):
            if each.first > each.last:
                fields = (f"units.{place}.first", f"units.{place}.last")
                raise RangeReversed(first=each.first, last=each.last).at(*fields)
        for field, part_id in self._named_parts():
            if part_id not in there and (self.ends or part_id != self.area_id):
                raise PartUnknown(part_id=part_id).at(field)

    def _named_parts(self) -> Iterator[tuple[str, str]]:
        """Each with its field."""
        yield "primary_id", self.primary_id
        for place, child in enumerate(self.children):
            yield f"children.{place}.part_id", child.part_id
        for place, units in enumerate(self.units):
            yield f"units.{place}.part_id", units.part_id


def split_area(command: SplitArea, begin: Begin, caller: Caller, now: datetime, today: date) -> Succeeded:
    command.must_name_its_parts()
    with begin(caller) as tx:
        tree = tx.trees.lock()
        return carry_out(plan_split(command, tree, tx, today), tree, tx, now)


def preview_split(command: SplitArea, begin: Begin, caller: Caller, today: date) -> Foreseen:
    command.must_name_its_parts()
    with begin(caller) as tx:
        plan = plan_split(command, Tree(), tx, today)
        return foresee(plan, tx.homes.units([command.area_id]), tx)


def plan_split(command: SplitArea, tree: Tree, tx: Tx, today: date) -> Succession:
    area = tx.succeeding.seen({command.area_id: command.seen_version})[command.area_id]
    day = command.day(today)
    must_stand_there(area, tx, day)
    children = tx.succeeding.children([area.id])
    ended = [area] if command.ends else []
    for each in ended:
        each.end(day)
    must_be_over_by(ended, tx, day, today)
    new = {
        f"parts.{place}": NewArea(part.id, area.parent_id, area.kind, part.name, part.codes)
        for place, part in enumerate(command.parts)
    }
    founded, codes = plan_founding(new, above(area.parent_id, area.id, tx), tree, tx, day, ended)
    parts = {each.id: each for each in (*founded, area)}
    goes = _children_of(command, children)
    moves = plan_moves([(child, parts[goes[child.id]]) for child in children if child.id in goes], tx, day)
    here = tx.homes.units([area.id])
    units, primary = _units_of(command, here), parts[command.primary_id]
    field = "units" if units else "children"
    succession = Succession(
        ChangeKind.SPLIT,
        day,
        command.document_number,
        area.id,
        ended,
        founded,
        primary,
        codes,
        moves,
        units,
        plan_settling(moves, [area], primary, dict.fromkeys(here, area.id) | units, tx, field),
        area.id if command.keeps_holder and command.ends else None,
    )
    return hold_groupings_of(hold_borders_of(succession, field, tx), field, tx)


def _children_of(command: SplitArea, children: Sequence[Area]) -> dict[str, str]:
    """By child, the part that it comes under; a child that stays where it is is not named."""
    there = {child.id for child in children}
    goes = dict.fromkeys(there, command.primary_id) if command.ends else {}
    named: set[str] = set()
    for place, each in enumerate(command.children):
        field = f"children.{place}.area_id"
        if each.area_id not in there:
            raise NotOfThisArea(area_id=command.area_id, child_id=each.area_id).at(field)
        if each.area_id in named:
            raise ChildTwice(child_id=each.area_id).at(field)
        named.add(each.area_id)
        goes[each.area_id] = each.part_id
    return {child_id: part_id for child_id, part_id in goes.items() if part_id != command.area_id}


def _units_of(command: SplitArea, here: Mapping[UnitKey, int]) -> dict[UnitKey, str]:
    goes = dict.fromkeys(here, command.primary_id) if command.ends else {}
    named: dict[UnitKey, str] = {}
    for place, each in enumerate(command.units):
        fields = (f"units.{place}.first", f"units.{place}.last")
        for number in range(each.first, each.last + 1):
            building_id, unit = each.building_id, (each.building_id, number)
            if unit not in here:
                raise UnitNotHere(area_id=command.area_id, building_id=building_id, unit=number).at(*fields)
            if unit in named:
                wrong = MicroGridSplitsUnit if named[unit] != each.part_id else UnitTwice
                raise wrong(building_id=building_id, unit=number).at(*fields)
            named[unit] = each.part_id
            goes[unit] = each.part_id
    return {unit: part_id for unit, part_id in goes.items() if part_id != command.area_id}
