"""What comes along when an area comes under another parent; nothing is changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.domain.succession import Succession
from services.grids.areas.use_cases.hold_borders import hold_borders_if_moved
from services.grids.areas.use_cases.move_area import MoveArea, plan_move
from services.grids.areas.use_cases.succession_ports import Begin


@dataclass(frozen=True)
class OfKind:
    kind: str
    count: int


@dataclass(frozen=True)
class MoveForeseen:
    """`kinds` are those of the areas below it; `leaves_id` and `enters_id` are communities that differ."""

    area_id: str
    from_id: str | None
    parent_id: str
    effective_on: str
    leaves_id: str | None
    enters_id: str | None
    kinds: tuple[OfKind, ...]
    dwellings: int
    posts: int
    places: int
    open_cases: int
    organisations: int
    groupings: int
    candidates: int


def preview_move(command: MoveArea, begin: Begin, caller: Caller, today: date) -> MoveForeseen:
    """Refused for what the move would be refused for."""
    with begin(caller) as tx:
        area = tx.areas.get(command.area_id, command.seen_version)
        was, left, day = area.parent_id, area.community_id, command.day(today)
        parent, move = plan_move(command, area, tx, day)
        succession = Succession(
            ChangeKind.RESUBORDINATED, day, None, None, [], [], parent, moves=[(area, move)]
        )
        hold_borders_if_moved(area, left, succession, tx)
        crosses = move.changes_community
        return MoveForeseen(
            area.id,
            was,
            parent.id,
            day.isoformat(),
            left if crosses else None,
            area.community_id if crosses else None,
            _kinds(tx.subtrees.kinds(area.id)),
            **tx.subtrees.count([area.id], day),
        )


def _kinds(found: Mapping[str, int]) -> tuple[OfKind, ...]:
    return tuple(OfKind(kind, found[kind]) for kind in sorted(found))
