"""Which tables hold a district's rows, asked of the database itself: a new table is moved by being there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from sqlalchemy import Connection, inspect

STAYS = frozenset({"moves"})
"""Where the district is in its move: each house's own to know. Every other table of tenants is moved."""
DISTRICT = "district"


@dataclass(frozen=True)
class Shape:
    """`columns` are moved; `order` is that of the key, in which rows are written down."""

    table: str
    columns: tuple[str, ...]
    order: tuple[str, ...]


def shapes_of(connection: Connection) -> list[Shape]:
    """Of every table with a district, after those that it refers to."""
    asked = inspect(connection)
    columns = {name: [each["name"] for each in asked.get_columns(name)] for name in asked.get_table_names()}
    moved = {name for name, its in columns.items() if DISTRICT in its} - STAYS
    refers = {
        name: {key["referred_table"] for key in asked.get_foreign_keys(name)} & (moved - {name})
        for name in sorted(moved)
    }
    keys = {name: asked.get_pk_constraint(name)["constrained_columns"] for name in moved}
    return [_shape(name, columns[name], keys[name]) for name in _in_order(refers)]


def _in_order(refers: Mapping[str, Iterable[str]]) -> list[str]:
    """Raises graphlib.CycleError: tables that refer to each other cannot come one after the other."""
    return list(TopologicalSorter(refers).static_order())


def _shape(table: str, columns: list[str], key: list[str]) -> Shape:
    """A key without the district is a place in a log: the other house gives new ones, in the same order."""
    left = () if DISTRICT in key else tuple(key)
    return Shape(table, tuple(name for name in columns if name not in left), tuple(key))
