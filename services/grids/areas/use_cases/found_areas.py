"""A district founds areas: all of a batch, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, within
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change, ChangeKind, Warranted
from services.grids.areas.domain.codes import AreaCode, codes_of, refuse_before_founding
from services.grids.areas.domain.errors import (
    AreaNameTaken,
    AreaUnknown,
    CodeSchemeUnknown,
    CodeTaken,
    TopNeedsWholeDistrict,
)
from services.grids.areas.domain.founding import NewArea, parents_first, parents_outside
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.official import CodeWarning
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.ports import Begin, Tx
from services.grids.areas.use_cases.registered import unregistered
from services.grids.areas.use_cases.warn import warn


@dataclass(frozen=True)
class FoundAreas(Warranted):
    areas: tuple[NewArea, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """Where each stands in the batch."""
        return {new.id: number for number, new in enumerate(self.areas)}

    def said_day(self, today: date) -> date | None:
        """None: it is merely entered today, and may have stood for long."""
        day = self.day(today)
        return day if self.document_number is not None or day < today else None


@dataclass(frozen=True)
class Founded:
    items: list[Area]
    warnings: list[CodeWarning]


def found_areas(command: FoundAreas, begin: Begin, caller: Caller, today: date) -> Founded:
    batch, numbers = parents_first(command.areas), command.numbers
    codes = _codes_of(batch, numbers)
    with begin(caller) as tx:
        day = command.day(today)
        tree = tx.trees.lock()
        for code in codes:
            with within("areas", numbers[code.area_id]):
                refuse_before_founding([code], command.said_day(today), "codes")
        kinds = tx.level_schemes.on(day)
        areas = _plant(batch, numbers, tree, kinds, day, tx)
        _refuse_what_is_given(areas, codes, numbers, tx)
        warnings = warn(codes, {area.id: area for area in areas}, kinds, tx.given)
        tx.new_areas.add(areas, codes)
        tx.area_log.keep(areas, are_new=True)
        ids = tuple(area.id for area in areas)
        document = command.document_number
        number = tree.noted()
        tx.area_log.note((number, Change(ChangeKind.FOUNDED, day, document, (), ids)))
        tx.record(*tree.changed(areas))
        _appoint_ex_officio(areas, day, number, tx)
        tx.trees.save(tree)
    return Founded(areas, warnings)


def _appoint_ex_officio(areas: Sequence[Area], day: date, number: int, tx: Tx) -> None:
    """Nobody can hold a post yet in what is founded beside them."""
    new = {area.id for area in areas}
    below = [
        (area.id, area.kind, area.parent_id)
        for area in areas
        if area.parent_id is not None and area.parent_id not in new
    ]
    if below:
        tx.record(*tx.ex_officio.come_along(below, day, number))


def _codes_of(batch: Sequence[NewArea], numbers: Mapping[str, int]) -> list[AreaCode]:
    codes: list[AreaCode] = []
    for new in batch:
        with within("areas", numbers[new.id]):
            codes += codes_of(new.id, new.codes)
    return codes


def _plant(
    batch: Sequence[NewArea], numbers: Mapping[str, int], tree: Tree, kinds: Kinds, day: date, tx: Tx
) -> list[Area]:
    standing: dict[str, Area] = dict(tx.areas.find(parents_outside(batch)))
    planted = []
    for new in batch:
        with within("areas", numbers[new.id]):
            area = tree.found(new, _parent_of(new, standing, tx), kinds, day)
        standing[area.id] = area
        planted.append(area)
    return planted


def _parent_of(new: NewArea, standing: Mapping[str, Area], tx: Tx) -> Area | None:
    if new.parent_id is None:
        if tx.scope.area_ids is not None:
            raise TopNeedsWholeDistrict(area_id=new.id)
        return None
    if new.parent_id not in standing:
        raise AreaUnknown(area_id=new.parent_id).at("parent_id")
    return standing[new.parent_id]


def _refuse_what_is_given(
    areas: Sequence[Area], codes: Sequence[AreaCode], numbers: Mapping[str, int], tx: Tx
) -> None:
    """Ids, names under one parent and codes: neither given before nor twice in the batch."""
    with row_of_id({area_id: f"areas.{number}" for area_id, number in numbers.items()}):
        for kept in (tx.new_areas, tx.groupings):
            kept.must_be_new([area.id for area in areas])
    names = set(tx.given.names({area.parent_id for area in areas}, {area.name for area in areas}))
    for area in areas:
        if (area.parent_id, area.name) in names:
            with within("areas", numbers[area.id]):
                raise AreaNameTaken(area_id=area.id, name=area.name)
        names.add((area.parent_id, area.name))
    for code in unregistered(codes, tx):
        with within("areas", numbers[code.area_id]):
            raise CodeSchemeUnknown(scheme=code.scheme).at("codes")
    given = tx.given.codes(codes)
    for code in codes:
        if (code.scheme, code.code) in given:
            with within("areas", numbers[code.area_id]):
                raise CodeTaken(scheme=code.scheme, area_code=code.code).at("codes")
        given.add((code.scheme, code.code))
