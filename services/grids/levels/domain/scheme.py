"""A level scheme (层级方案): which kinds of area a district has from a day on, and what stands under what."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.grids.levels.domain.level import Level

Place = str | None
"""A kind to stand under; None is the top."""


MICRO = "micro"
EXCLUSIVE = "exclusive"
"""A school, a hospital or an enterprise: there is no grid below it."""


@dataclass(frozen=True)
class Lost:
    """Levels that hold no dwellings any more, and those that take no cases."""

    dwellings: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True)
class LevelScheme:
    levels: tuple[Level, ...]

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self._by_kind)

    def knows(self, kind: str) -> bool:
        return kind in self._by_kind

    def may_stand(self, kind: str, under: Place) -> bool:
        return under in self._above[kind]

    def above(self, kind: str) -> frozenset[Place]:
        """What it may stand under."""
        return self._above[kind]

    def below(self, kind: str) -> frozenset[str]:
        """What may stand under it."""
        return frozenset(each for each, above in self._above.items() if kind in above)

    def is_community(self, kind: str) -> bool:
        return self._by_kind[kind].is_community

    def holds_dwellings(self, kind: str) -> bool:
        return kind in self._by_kind and self._by_kind[kind].holds_dwellings

    def rank(self, kind: str) -> int:
        """Its place in the scheme; what the scheme does not have comes last."""
        return self._ranks.get(kind, len(self._ranks))

    def takes_cases(self, kind: str) -> bool:
        """A micro-grid always does."""
        return kind in self._by_kind and (kind == MICRO or self._by_kind[kind].takes_cases)

    def lost(self, before: "LevelScheme") -> "Lost":
        """What levels of this scheme did before and do no more."""
        kept = sorted(self.kinds & before.kinds)
        return Lost(
            tuple(kind for kind in kept if before.holds_dwellings(kind) and not self.holds_dwellings(kind)),
            tuple(kind for kind in kept if before.takes_cases(kind) and not self.takes_cases(kind)),
        )

    def named(self, kind: str) -> str:
        """The kind with its names, to be said in sentences."""
        level = self._by_kind.get(kind)
        return level.named() if level else kind

    def places(self) -> frozenset[tuple[str, Place]]:
        """Every kind with each that it may stand under."""
        return frozenset((kind, under) for kind, above in self._above.items() for under in above)

    @cached_property
    def _by_kind(self) -> dict[str, Level]:
        return {level.kind: level for level in self.levels}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {level.kind: place for place, level in enumerate(self.levels)}

    @cached_property
    def _above(self) -> dict[str, frozenset[Place]]:
        return {level.kind: frozenset(self._places(level)) for level in self.levels}

    def _places(self, level: Level) -> Iterator[Place]:
        """What it stands under; where that is optional, what stands above that too."""
        if not level.parents:
            yield None
        for parent in level.parents:
            yield parent
            if self._by_kind[parent].optional:
                yield from self._places(self._by_kind[parent])


@dataclass(frozen=True)
class Lasting:
    """What levels do now, and by no scheme to come that still has them do no more."""

    present: LevelScheme
    to_come: tuple[LevelScheme, ...]

    def holds_dwellings(self, kind: str) -> bool:
        still = all(each.holds_dwellings(kind) for each in self.to_come if each.knows(kind))
        return self.present.holds_dwellings(kind) and still

    def takes_cases(self, kind: str) -> bool:
        still = all(each.takes_cases(kind) for each in self.to_come if each.knows(kind))
        return self.present.takes_cases(kind) and still

    def named(self, kind: str) -> str:
        return self.present.named(kind)


USUAL = LevelScheme(
    (
        Level("county", "区县", "County"),
        Level("township", "街道（乡镇）", "Township", ("county",)),
        Level("community", "社区", "Community", ("township",), is_community=True),
        Level("general_total", "总网格", "General-total grid", ("community",)),
        Level("base", "一般网格", "Base grid", ("general_total",)),
        Level("micro", "微网格", "Micro-grid", ("base",), holds_dwellings=True, takes_cases=True),
        Level("exclusive", "专属网格", "Exclusive grid", ("general_total",), holds_dwellings=True),
    )
)
"""What a district has that has set none of its own."""
