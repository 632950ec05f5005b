"""Levels with one difference from the usual."""

from dataclasses import replace
from typing import Any

from services.grids.levels.domain.level import Level
from services.grids.levels.domain.scheme import USUAL


def a_level(kind: str, *parents: str, **more: Any) -> Level:
    return Level(kind, f"{kind}级", kind.title(), parents, **more)


def usual_but(*kinds: str, **different: Any) -> tuple[Level, ...]:
    """The usual levels, of which these are different."""
    return tuple(replace(level, **different) if level.kind in kinds else level for level in USUAL.levels)


def usual_and(*more: Level) -> tuple[Level, ...]:
    return (*USUAL.levels, *more)


def usual_without(*kinds: str) -> tuple[Level, ...]:
    return tuple(level for level in USUAL.levels if level.kind not in kinds)


def as_json(levels: tuple[Level, ...]) -> list[dict[str, Any]]:
    return [vars(level) | {"parents": list(level.parents)} for level in levels]
