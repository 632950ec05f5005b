"""What founding areas needs to know of what a district has."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Protocol

from services.grids.areas.domain.codes import AreaCode


class Given(Protocol):
    """What the district has given out already, in the caller's areas or elsewhere."""

    def names(
        self, parent_ids: Collection[str | None], names: Collection[str]
    ) -> Mapping[tuple[str | None, str], str]:
        """(parent, name) → the active area that bears the name there."""

    def codes(self, codes: Collection[AreaCode]) -> set[tuple[str, str]]: ...

    def above(self, paths: Collection[str], schemes: Collection[str]) -> list[tuple[str, AreaCode]]:
        """Codes of these schemes that areas on the way to these ever had, each with its area's path."""


class Foundings(Protocol):
    def founded_on(self, area_ids: Collection[str]) -> Mapping[str, date]:
        """The days of those whose founding was said to be then, and not merely entered then."""
