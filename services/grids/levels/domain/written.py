"""Schemes as a district wrote them: from which day each holds, until a later written one takes over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.standards.days import EARLIEST, LATEST
from services.grids.levels.domain.errors import LevelAtTopInUse, LevelInUse, SchemeDayOutOfRange, SchemeInPast
from services.grids.levels.domain.events import LevelSchemeWritten
from services.grids.levels.domain.level import Level
from services.grids.levels.domain.scheme import USUAL, Lasting, LevelScheme, Place

LEVELS = "levels"
"""The one line of schemes that a district has."""


@dataclass(frozen=True)
class WrittenScheme:
    """`number` counts what the district wrote; 0 is the usual one. `preset` is where it came from."""

    number: int
    valid_from: date
    preset: str | None
    scheme: LevelScheme

    def __post_init__(self) -> None:
        if not EARLIEST <= self.valid_from <= LATEST:
            raise SchemeDayOutOfRange(valid_from=self.valid_from)

    @property
    def levels(self) -> tuple[Level, ...]:
        return self.scheme.levels

    def told(self) -> LevelSchemeWritten:
        return LevelSchemeWritten(LEVELS, self.number, self.valid_from.isoformat())


OF_THE_HOUSE = WrittenScheme(0, EARLIEST, "chenghua", USUAL)
"""Holds on every day for which the district wrote none."""


@dataclass(frozen=True)
class Schemes:
    """The present scheme and those to come; `version` counts all that were ever written."""

    version: int
    schemes: tuple[WrittenScheme, ...]

    def lasting(self) -> Lasting:
        present, *to_come = (each.scheme for each in self.schemes)
        return Lasting(present, tuple(to_come))

    def may_be_followed(self, by: WrittenScheme, today: date) -> None:
        """The first may begin on any day: what was agreed before is only now written down."""
        if self.version and by.valid_from < today:
            raise SchemeInPast(valid_from=by.valid_from)


def in_force(written: Sequence[WrittenScheme], today: date) -> Schemes:
    """One for an earlier day, or for the same, takes the place of what was planned before it."""
    lasting: list[WrittenScheme] = [OF_THE_HOUSE]
    for each in sorted(written, key=lambda scheme: scheme.number):
        lasting = [scheme for scheme in lasting if scheme.valid_from < each.valid_from]
        lasting.append(each)
    present = [scheme for scheme in lasting if scheme.valid_from <= today]
    shown = [*present[-1:], *(scheme for scheme in lasting if scheme.valid_from > today)]
    return Schemes(max((each.number for each in written), default=0), tuple(shown))


def refuse_what_stands(
    scheme: LevelScheme, standing: Sequence[tuple[str, Place]], named: Callable[[str], str]
) -> None:
    """`standing`: kinds with what they stand under, of which there are areas."""
    for kind, under in standing:
        if scheme.knows(kind) and scheme.may_stand(kind, under):
            continue
        if under is None:
            raise LevelAtTopInUse(level=named(kind))
        raise LevelInUse(level=named(kind), parent=named(under))
