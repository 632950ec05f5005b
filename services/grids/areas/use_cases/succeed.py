"""What was worked out is done: whole, in the transaction that has worked it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.chassis.domain import Event
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change_errors import GroupSplit
from services.grids.areas.domain.official import CodeWarning
from services.grids.areas.domain.succession import Succession
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.join_shapes import join_shapes
from services.grids.areas.use_cases.succession_ports import Tx
from services.grids.areas.use_cases.warn import warn

OPEN_CASES = "open_cases"


@dataclass(frozen=True)
class Succeeded:
    """`areas`: the primary first, then those that were founded beside it."""

    number: int
    kind: str
    effective_on: str
    ended_ids: tuple[str, ...]
    areas: tuple[Area, ...]
    warnings: tuple[CodeWarning, ...]


def carry_out(succession: Succession, tree: Tree, tx: Tx, now: datetime) -> Succeeded:
    founded = {area.id: area for area in succession.founded}
    warnings: list[CodeWarning] = []
    if succession.codes:
        warnings = warn(succession.codes, founded, tx.level_schemes.on(succession.day), tx.given)
    _found_and_end(succession, tree, tx)
    _move(succession, tree, tx, now)
    join_shapes(succession, tx)
    tx.record(*tree.changed(succession.ended))
    number = tree.noted()
    tx.record(*_pass_on(succession, number, tx))
    tx.record(*_hold_ex_officio(succession, number, tx))
    tx.record(*_hand_cases_on(succession, tx))
    if split := tx.borders.split_under(succession.to_ids):
        raise GroupSplit(grouping_id=split[0], name=split[1])
    tx.area_log.note((number, succession.change()))
    tx.record(succession.replaced(number))
    tx.trees.save(tree)
    return Succeeded(
        number,
        succession.kind.value,
        succession.day.isoformat(),
        succession.ended_ids,
        tuple(succession.targets),
        tuple(warnings),
    )


def _found_and_end(succession: Succession, tree: Tree, tx: Tx) -> None:
    if succession.ended:
        tx.succeeding.end(succession.ended)
        tx.area_log.end(succession.ended)
    if succession.goes_on:
        succession.goes_on.take_part(succession.day)
        tx.succeeding.take_part(succession.goes_on)
    if succession.founded:
        tx.new_areas.add(succession.founded, succession.codes)
        tx.area_log.keep(succession.founded, are_new=True)
        tx.record(*tree.changed(succession.founded))


def _move(succession: Succession, tree: Tree, tx: Tx, now: datetime) -> None:
    for child, move in succession.moves:
        tx.trees.replant(move)
        tx.record(tree.moved(child, move))
        tx.tree_log.add(tree.version, move, now)
    if succession.moves:
        tx.area_log.keep([child for child, _ in succession.moves])
    tx.record(*tx.estates.resettle(succession.settled))


def _pass_on(succession: Succession, number: int, tx: Tx) -> list[Event]:
    units = succession.units
    told = list(tx.homes.move(units, succession.day, number)) if units else []
    primary = succession.primary
    if primary is None:
        return told + _leave(succession, tx)
    if succession.holder_of is not None:
        told += tx.holders.go_on(succession.holder_of, primary.id, succession.day, number)
    for name, belongings in tx.belongings.items() if succession.ended else ():
        if name != OPEN_CASES:
            told += belongings.pass_on(succession.ended_ids, primary.id, succession.day)
    return told


def _leave(succession: Succession, tx: Tx) -> list[Event]:
    """Nobody succeeds them, so nothing is left in them but what is closed."""
    return [
        event
        for area in succession.ended
        for event in tx.left_behind.leave(area.id, area.parent_id, succession.day)
    ]


def _hand_cases_on(succession: Succession, tx: Tx) -> Sequence[Event]:
    """Last: whoever holds the primary's post, ex officio or not, sees to them."""
    cases = tx.belongings.get(OPEN_CASES)
    if cases is None or succession.primary is None or not succession.ended:
        return ()
    return cases.pass_on(succession.ended_ids, succession.primary.id, succession.day)


def _hold_ex_officio(succession: Succession, number: int, tx: Tx) -> list[Event]:
    """Of what came under another area, and of what is under one whose post somebody else holds now."""
    told: list[Event] = []
    moved = [child for child, _ in succession.moves]
    if moved:
        told += tx.ex_officio.part(_below(moved), succession.day)
    under = [*succession.founded, *moved]
    if succession.holder_of is not None and succession.primary is not None:
        under += tx.succeeding.children([succession.primary.id])
    if below := _below(list({area.id: area for area in under}.values())):
        told += tx.ex_officio.come_along(below, succession.day, number)
    return told


def _below(areas: Sequence[Area]) -> list[tuple[str, str, str]]:
    return [(area.id, area.kind, area.parent_id) for area in areas if area.parent_id is not None]
