"""Which column of a sheet is which: by its heading, wherever the headings stand."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from services.chassis.domain import DomainError

Cells = Sequence[object]
C = TypeVar("C", bound=StrEnum)
HEADINGS_WITHIN = 10
"""Rows: a title, a unit and a date often stand above the headings."""


class HeadingsMissing(DomainError):
    """None of the first rows has all of these headings; `columns` are those that the best of them lacks."""

    columns: tuple[StrEnum, ...]


class HeadingTwice(DomainError):
    column: StrEnum


class Headings(Generic[C]):
    """What each column may be called, and which ones no sheet does without."""

    def __init__(self, called: Mapping[C, Collection[str]], needed: Collection[C]) -> None:
        self._by_heading = {heading: column for column, headings in called.items() for heading in headings}
        self._needed = tuple(needed)

    def find(self, rows: Sequence[Cells]) -> tuple[int, dict[C, int]]:
        """Which of the first rows has the headings, and the place of each column in it.

        Raises HeadingsMissing or HeadingTwice.
        """
        found = [self._headings(row) for row in rows[:HEADINGS_WITHIN]]
        best = max(range(len(found)), key=lambda place: len(found[place]), default=None)
        known = {} if best is None else self._places(found[best])
        if missing := tuple(column for column in self._needed if column not in known):
            raise HeadingsMissing(columns=missing)
        assert best is not None
        return best, known

    def is_repeated(self, row: Cells, places: Mapping[C, int]) -> bool:
        """The headings once more, as on each printed page."""
        within = [(column, place) for column, place in places.items() if place < len(row)]
        return bool(within) and all(self._column(row[place]) is column for column, place in within)

    def _headings(self, row: Cells) -> list[tuple[C, int]]:
        columns = ((self._column(cell), place) for place, cell in enumerate(row))
        return [(column, place) for column, place in columns if column is not None]

    def _places(self, headings: Sequence[tuple[C, int]]) -> dict[C, int]:
        places: dict[C, int] = {}
        for column, place in headings:
            if column in places:
                raise HeadingTwice(column=column)
            places[column] = place
        return places

    def _column(self, cell: object) -> C | None:
        if not isinstance(cell, str):
            return None
        plain = "".join(unicodedata.normalize("NFKC", cell).split("*"))
        return self._by_heading.get(" ".join(plain.replace("\n", "").split()).lower().replace("(必填)", ""))
