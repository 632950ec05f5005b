"""A district says from a day on which levels it has: those of a preset, or its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial

from services.chassis.caller import Caller
from services.chassis.domain import DomainError
from services.grids.levels.domain.errors import (
    LEVELS,
    LevelHasOpenCases,
    LevelHoldsDwellings,
    LevelsOrPreset,
)
from services.grids.levels.domain.level import Level
from services.grids.levels.domain.scheme import LevelScheme
from services.grids.levels.domain.soundness import sound
from services.grids.levels.domain.written import (
    OF_THE_HOUSE,
    Schemes,
    WrittenScheme,
    in_force,
    refuse_what_stands,
)
from services.grids.levels.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class WriteLevelScheme:
    """Either `preset` or `levels`; `seen_version` 0 writes the district's first."""

    valid_from: date
    seen_version: int
    preset: str | None = None
    levels: tuple[Level, ...] = ()


def write_level_scheme(command: WriteLevelScheme, begin: Begin, caller: Caller, today: date) -> Schemes:
    if (command.preset is None) is not bool(command.levels):
        raise LevelsOrPreset
    with _named_as_said(command), begin(caller) as tx:
        tx.level_schemes.must_be_writable()
        levels = tx.level_presets.get(command.preset).levels if command.preset else command.levels
        scheme = WrittenScheme(command.seen_version + 1, command.valid_from, command.preset, sound(levels))
        tx.trees.lock()
        before = tx.level_schemes.written(command.seen_version)
        in_force(before, today).may_be_followed(scheme, today)
        _refuse_what_stands(scheme, before, tx)
        tx.level_schemes.add(scheme)
        tx.record(scheme.told())
        return in_force([*before, scheme], today)


@contextmanager
def _named_as_said(command: WriteLevelScheme) -> Iterator[None]:
    """What is wrong with levels names them, or the preset that has them."""
    try:
        yield
    except DomainError as refused:
        said = "preset" if command.preset else "levels"
        raise (refused.at(said) if refused.about == LEVELS else refused) from None


def _refuse_what_stands(new: WrittenScheme, before: list[WrittenScheme], tx: Tx) -> None:
    """Only what one of the schemes before allowed can stand, so a scheme that adds levels asks nothing."""
    schemes = [new.scheme, *(each.scheme for each in [*reversed(before), OF_THE_HOUSE])]
    allowed = {place for each in (OF_THE_HOUSE, *before) for place in each.scheme.places()}
    gone = allowed - new.scheme.places()
    if gone:
        refuse_what_stands(new.scheme, tx.area_kinds.standing(gone), partial(_named, schemes))
    for each in (OF_THE_HOUSE, *before):
        lost = new.scheme.lost(each.scheme)
        for kind in lost.dwellings:
            if tx.level_use.holds_dwellings(kind):
                raise LevelHoldsDwellings(level=_named(schemes, kind))
        for kind in lost.cases:
            if tx.level_use.has_open_cases(kind):
                raise LevelHasOpenCases(level=_named(schemes, kind))


def _named(schemes: Sequence[LevelScheme], kind: str) -> str:
    """As the first of them calls it that has it."""
    return next((scheme.named(kind) for scheme in schemes if scheme.knows(kind)), kind)
