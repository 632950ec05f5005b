"""What was worked out is told, and not done: what would go where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.grids.areas.domain.area import Area
from services.grids.areas.domain.succession import Succession, UnitKey
from services.grids.areas.use_cases.join_shapes import foresee_shapes
from services.grids.areas.use_cases.succession_ports import Tx

KEPT_THERE = ("open_cases", "places", "organisations", "candidates")
"""What goes with an area, and to the primary from areas that end."""


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

    What is counted lies in them all, however far below; but `child_areas` are those right below, and
    `buildings` those that come into another community."""

    area_id: str
    name: str
    child_areas: int
    dwellings: int
    buildings: int
    groupings: int
    open_cases: int
    places: int
    organisations: int
    candidates: int
    child_ids: tuple[str, ...]
    own_ids: tuple[str, ...]
    dwelling_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    """What is there: by unit, by room, and by building that comes into another community. `counts` are of
    what ends, `bound` organisations by the community that they come into with their grouping: none of them
    is in `counts`, for they follow it and not the primary."""

    sizes: Mapping[UnitKey, int]
    counts: Mapping[str, int]
    bound: Mapping[str, int]
    homes: Mapping[UnitKey, Sequence[str]]
    in_no_grid: Mapping[str, int]


def foresee(succession: Succession, sizes: Mapping[UnitKey, int], tx: Tx) -> Foreseen:
    """Changes nothing."""
    ended = succession.ended_ids
    belongings = tx.belongings.items() if ended else ()
    counts = {name: sum(each.count(ended, succession.day).values()) for name, each in belongings}
    counts["candidates"] = tx.candidates_there.count(ended) if ended else 0
    homes = tx.homes.dwellings(succession.units) if succession.split_id else {}
    bound, also_counted = _bound(succession, tx)
    counts["organisations"] = counts.get("organisations", 0) - also_counted
    found = _Found(sizes, counts, bound, homes, tx.homes.in_no_grid(succession.settled))
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


def _bound(succession: Succession, tx: Tx) -> tuple[dict[str, int], int]:
    """Organisations that follow their grouping, by where it goes; and how many of them what ends has."""
    if not succession.regrouped:
        return {}, 0
    goes: dict[str, int] = {}
    of_ended = 0
    for (grouping_id, area_id), count in tx.bound.count(succession.regrouped).items():
        to_id = succession.regrouped[grouping_id]
        goes[to_id] = goes.get(to_id, 0) + count
        of_ended += count if area_id in succession.ended_ids else 0
    return goes, of_ended


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
        kept["organisations"] + found.bound.get(area.id, 0),
        kept["candidates"],
        child_ids,
        succession.ended_ids if is_whole else (),
        tuple(home for unit in sorted(units) for home in found.homes.get(unit, ())),
    )
