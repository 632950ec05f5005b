"""Whether levels make a scheme: one tree from the top down, with every dwelling in a community."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from services.chassis.standards.cells import text_of
from services.grids.levels.domain.errors import (
    CommunityLevelMissing,
    LevelBelowExclusive,
    LevelOutsideCommunity,
    LevelsInCircle,
    LevelTwice,
    LevelUnknown,
    TopMissing,
)
from services.grids.levels.domain.level import Level
from services.grids.levels.domain.scheme import EXCLUSIVE, MICRO, LevelScheme

COMMUNITY = "community"
"""The word by which the other services know the level that nothing below it crosses."""


def sound(levels: Sequence[Level]) -> LevelScheme:
    """The scheme of these levels; raises what is wrong with them. A micro-grid always takes cases."""
    kind, times = Counter(level.kind for level in levels).most_common(1)[0]
    if times > 1:
        raise LevelTwice(level=LevelScheme(tuple(levels)).named(kind))
    _refuse_equal_names(levels)
    _refuse_strange_parents(levels)
    _refuse_circles(levels)
    scheme = LevelScheme(
        tuple(replace(level, takes_cases=level.takes_cases or level.kind == MICRO) for level in levels)
    )
    _refuse_what_crosses(scheme)
    for below in scheme.levels:
        if EXCLUSIVE in below.parents:
            raise LevelBelowExclusive(level=scheme.named(below.kind))
    return scheme


def _refuse_equal_names(levels: Sequence[Level]) -> None:
    """A sheet says by a word which level it means: by its kind, or by its name in either language."""
    words = Counter(
        word
        for level in levels
        for word in {text_of(each) for each in (level.kind, level.name_zh, level.name_en)}
    )
    for word, times in words.items():
        if times > 1:
            raise LevelTwice(level=word)


def _refuse_strange_parents(levels: Sequence[Level]) -> None:
    known = {level.kind for level in levels}
    for level in levels:
        for parent in level.parents:
            if parent not in known:
                raise LevelUnknown(level=level.named(), parent=parent)


def _refuse_circles(levels: Sequence[Level]) -> None:
    if all(level.parents for level in levels):
        raise TopMissing
    try:
        TopologicalSorter({level.kind: level.parents for level in levels}).prepare()
    except CycleError as cycle:
        raise LevelsInCircle(level=LevelScheme(tuple(levels)).named(cycle.args[1][0])) from None


def _refuse_what_crosses(scheme: LevelScheme) -> None:
    """Every way up from what lies below a community, or holds dwellings, leads through one."""
    community = [level for level in scheme.levels if level.is_community]
    if [level.kind for level in community] != [COMMUNITY] or community[0].optional:
        raise CommunityLevelMissing
    inside = _reached(scheme, scheme.below(COMMUNITY))
    tops = [level.kind for level in scheme.levels if scheme.may_stand(level.kind, None)]
    beside = _reached(scheme, tops, but=COMMUNITY)
    for level in scheme.levels:
        if level.kind in beside and (level.holds_dwellings or level.kind in inside):
            raise LevelOutsideCommunity(level=scheme.named(level.kind))


def _reached(scheme: LevelScheme, kinds: Iterable[str], but: str | None = None) -> set[str]:
    """These kinds and all that may lie below them, on ways that do not pass one."""
    reached: set[str] = set()
    left = list(kinds)
    while left:
        kind = left.pop()
        if kind not in reached and kind != but:
            reached.add(kind)
            left += scheme.below(kind)
    return reached
