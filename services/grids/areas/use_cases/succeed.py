"""What was worked out is done: whole, in the transaction that has worked it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.chassis.domain import Event
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change_errors import GroupSplit
from services.grids.areas.domain.official import CodeWarning
from services.grids.areas.domain.succession import Succession, UnitKey
from services.grids.areas.domain.tree import Tree
from services.grids.areas.use_cases.join_shapes import foresee_shapes, join_shapes
from services.grids.areas.use_cases.succession_ports import Tx
from services.grids.areas.use_cases.warn import warn

KEPT_THERE = ("open_cases", "places", "organisations")
"""What goes with an area, and to the primary from areas that end."""

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


@dataclass(frozen=True)
class Foreseen:
    """What would go where; `parts` by target. `posts` are the appointments of what ends: `posts_go_on` would
    go on in the primary, `posts_end` with nobody; `codes` are those that would be retired. `cases_reassigned`
    would be seen to by somebody else, or by nobody. `shape`: what becomes of the primary's; `without_shape`:
    who has none, of those that become one, or of the parts of a split."""

    kind: str
    effective_on: str
    ended_ids: tuple[str, ...]
    parts: tuple["Part", ...]
    posts: int
    posts_go_on: int
    posts_end: int
    codes: int
    cases_reassigned: int
    shape: str
    without_shape: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Whoever lives there comes along: in areas with what lies below, in areas themselves, in dwellings.

    What is counted lies in them all, however far below; `child_areas` are those right below."""

    area_id: str
    name: str
    child_areas: int
    dwellings: int
    buildings: int
    groupings: int
    open_cases: int
    places: int
    organisations: int
    child_ids: tuple[str, ...]
    own_ids: tuple[str, ...]
    dwelling_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    """What is there: by unit, by room, and by building that comes into another community."""

    sizes: Mapping[UnitKey, int]
    counts: Mapping[str, int]
    homes: Mapping[UnitKey, Sequence[str]]
    in_no_grid: Mapping[str, int]


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


def foresee(succession: Succession, sizes: Mapping[UnitKey, int], tx: Tx) -> Foreseen:
    """Changes nothing."""
    ended = succession.ended_ids
    belongings = tx.belongings.items() if ended else ()
    counts = {name: sum(each.count(ended, succession.day).values()) for name, each in belongings}
    homes = tx.homes.dwellings(succession.units) if succession.split_id else {}
    found = _Found(sizes, counts, homes, tx.homes.in_no_grid(succession.settled))
    posts, go_on = counts.get("posts", 0), _going_on(succession, tx)
    return Foreseen(
        succession.kind.value,
        succession.day.isoformat(),
        ended,
        tuple(_part(succession, area, found, tx) for area in succession.targets),
        posts,
        go_on,
        posts - go_on,
        tx.succeeding.codes(ended, succession.day),
        _reassigned(succession, tx),
        *foresee_shapes(succession, tx),
    )


def _going_on(succession: Succession, tx: Tx) -> int:
    if succession.holder_of is None or succession.primary is None:
        return 0
    return tx.holders.count_going_on(succession.holder_of, succession.primary.id, succession.day)


def _reassigned(succession: Succession, tx: Tx) -> int:
    """The primary's deputy or holder sees to them, if it stood before; else who comes along."""
    if not succession.ended or succession.primary is None:
        return 0
    by_ids = [succession.goes_on.id] if succession.goes_on else []
    by_ids += [succession.holder_of] if succession.holder_of else []
    return tx.case_work.count_reassigned(succession.ended_ids, by_ids)


def _part(succession: Succession, area: Area, found: _Found, tx: Tx) -> Part:
    """Open cases go to the primary: a case knows its grid, and no unit."""
    is_primary = succession.primary is not None and area.id == succession.primary.id
    child_ids = tuple(child.id for child, move in succession.moves if move.parent_id == area.id)
    units = [unit for unit, to in succession.units.items() if to == area.id]
    buildings = [building for building, to in succession.settled.items() if to == area.id]
    is_whole = is_primary and succession.split_id is None
    below = tx.subtrees.count(child_ids, succession.day)
    kept = {name: below[name] + (found.counts.get(name, 0) if is_primary else 0) for name in KEPT_THERE}
    return Part(
        area.id,
        area.name,
        len(child_ids),
        sum(found.sizes[unit] for unit in units)
        + sum(found.in_no_grid.get(building, 0) for building in buildings)
        + below["dwellings"],
        len(buildings),
        below["groupings"] + sum(to == area.id for to in succession.regrouped.values()),
        kept["open_cases"],
        kept["places"],
        kept["organisations"],
        child_ids,
        succession.ended_ids if is_whole else (),
        tuple(home for unit in sorted(units) for home in found.homes.get(unit, ())),
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
        if area.parent_id is not None
        for event in tx.closed_places.pass_on([area.id], area.parent_id, succession.day)
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
