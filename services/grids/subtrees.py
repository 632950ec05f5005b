"""What lies in a whole subtree, where rooms meet: the areas themselves, and what each room keeps there."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Protocol

from sqlalchemy import ColumnElement

Where = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The area whose id a column holds lies there."""
Below = Callable[[ColumnElement[str], Collection[str]], ColumnElement[bool]]
"""The area whose id a column holds lies in one of some subtrees."""

Kinds = Callable[[str], Mapping[str, int]]
"""How many areas of each kind stand below one."""


class Counts(Protocol):
    def count_there(self, there: Where, on: date) -> int: ...


class Subtrees:
    def __init__(self, below: Below, kinds: Kinds, rooms: Mapping[str, Counts]) -> None:
        self._below, self._kinds, self._rooms = below, kinds, rooms

    def kinds(self, area_id: str) -> Mapping[str, int]:
        return self._kinds(area_id)

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """By what it is called, of all together: one statement for each."""
        if not area_ids:
            return dict.fromkeys(self._rooms, 0)

        def there(column: ColumnElement[str]) -> ColumnElement[bool]:
            return self._below(column, area_ids)

        return {name: room.count_there(there, on) for name, room in self._rooms.items()}
