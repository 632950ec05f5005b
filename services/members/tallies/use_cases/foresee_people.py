"""How many households and residents would come along, of a change of areas that is looked at beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.chassis.caller import Caller
from services.members.tallies.domain.tally import NOBODY, Count
from services.members.tallies.use_cases.ports import Begin

INNER = ("child_ids", "own_ids", "dwelling_ids")


@dataclass(frozen=True)
class Part:
    """Who comes: of areas with all that lies below, of areas themselves, of dwellings."""

    area_id: str
    name: str
    child_areas: int
    dwellings: int
    buildings: int
    groupings: int
    open_cases: int
    places: int
    child_ids: tuple[str, ...]
    own_ids: tuple[str, ...]
    dwelling_ids: tuple[str, ...]
    organisations: int = 0
    candidates: int = 0


@dataclass(frozen=True)
class ForeseePeople:
    """What the ground foresees."""

    kind: str
    effective_on: str
    ended_ids: tuple[str, ...]
    parts: tuple[Part, ...]
    posts: int
    posts_go_on: int
    posts_end: int
    codes: int
    cases_reassigned: int
    shape: str = "stays"
    without_shape: tuple[str, ...] = ()


def foresee_people(command: ForeseePeople, begin: Begin, caller: Caller) -> dict[str, Any]:
    with begin(caller) as tx:
        below = tx.tally_views.below(_all(command, "child_ids"))
        own = tx.tally_views.own(_all(command, "own_ids"))
        homes = tx.tally_views.homes(_all(command, "dwelling_ids"))
    parts = [
        _said(part)
        | vars(_sum(below, part.child_ids) + _sum(own, part.own_ids) + _sum(homes, part.dwelling_ids))
        for part in command.parts
    ]
    whole = {name: sum(part[name] for part in parts) for name in vars(NOBODY)}
    return {**vars(command), **whole, "parts": parts}


def _all(command: ForeseePeople, what: str) -> list[str]:
    return sorted({each for part in command.parts for each in getattr(part, what)})


def _sum(counts: Mapping[str, Count], ids: tuple[str, ...]) -> Count:
    return sum((counts.get(each, NOBODY) for each in ids), start=NOBODY)


def _said(part: Part) -> dict[str, Any]:
    return {name: value for name, value in vars(part).items() if name not in INNER}
