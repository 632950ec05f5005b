"""Where a case lies: the micro-grid, its community and who holds its post today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from services.grids.cases.domain.errors import AreaNotMicroGrid

MICRO = "micro"
NUMBERING_SCHEME = "NBS2023"
OTHER_SCHEMES = ("MCA", "GB2260", "GA", "LOCAL")


class Kinds(Protocol):
    def takes_cases(self, kind: str) -> bool:
        """Cases are registered in areas of this kind."""


@dataclass(frozen=True)
class Ground:
    """`codes` are the community's of today, by scheme; `community_path` ends with its short id."""

    area_id: str
    area_kind: str
    community_id: str
    community_path: str
    codes: Mapping[str, str] = field(default_factory=dict)
    holder_id: str | None = None

    @property
    def is_micro(self) -> bool:
        """A micro-grid takes cases in every district; other kinds where its levels say so."""
        return self.area_kind == MICRO

    def must_take_cases(self, kinds: Kinds) -> None:
        if not (self.is_micro or kinds.takes_cases(self.area_kind)):
            raise AreaNotMicroGrid(area_id=self.area_id, area_kind=self.area_kind)

    @property
    def register(self) -> str:
        """The name of the community's case register (台账), unlike any other community's.

        A code stands bare in the numbering scheme only: the same digits mean other places elsewhere.
        """
        if NUMBERING_SCHEME in self.codes:
            return self.codes[NUMBERING_SCHEME]
        for scheme in OTHER_SCHEMES:
            if scheme in self.codes:
                return f"{scheme}-{self.codes[scheme]}"
        return f"AREA-{self.community_path.rstrip('/').rpartition('/')[2]}"
