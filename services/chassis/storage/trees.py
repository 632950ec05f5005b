"""A mirror of a tree: all the paths that it holds are true at one version of the source's tree (D5).

A move is one range of paths rewritten. docs/decisions/tree-log.md says why that ends right in any order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.tables import mirror_states
from services.chassis.storage.tenant import Key


@dataclass(frozen=True)
class Moved:
    """The move that made this version of the tree."""

    tree_version: int
    old_path: str
    new_path: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Moved":
        return cls(told["tree_version"], told["old_path"], told["new_path"])

    def leads(self, path: str) -> str:
        """Where what stood at `path` stands afterwards."""
        return self.new_path + path.removeprefix(self.old_path) if path.startswith(self.old_path) else path


Follower = Callable[[Rows, Moved], None]
_FOLLOWERS = "linli_followers"


def let_follow(table: Table, follower: Follower) -> None:
    """What is kept by the paths of a mirror besides its own rows follows each of its moves."""
    table.info.setdefault(_FOLLOWERS, set()).add(follower)


@dataclass(frozen=True)
class TreeLog:
    """Every move behind version `after`, up to version `until`."""

    after: int = 0
    until: int = 0
    moves: tuple[Moved, ...] = ()

    @classmethod
    def of_one(cls, move: Moved) -> "TreeLog":
        return cls(move.tree_version - 1, move.tree_version, (move,))

    def joins(self, one: int, other: int) -> bool:
        """Whether what is true at the older of two versions can be brought to the newer."""
        return one == other or (self.after <= min(one, other) and max(one, other) <= self.until)

    def between(self, older: int, newer: int) -> tuple[Moved, ...]:
        """In their order; none when `newer` is the older."""
        return tuple(move for move in self.moves if older < move.tree_version <= newer)


def version_of(rows: Rows, table: Table) -> int:
    """What the mirror's paths are true at; 0 as long as nothing has moved."""
    held = rows.one(select(mirror_states.c.tree_version).where(*_here(rows, table)))
    return int(held["tree_version"] or 0) if held else 0


def join(rows: Rows, table: Table, version: int, log: TreeLog) -> tuple[Moved, ...] | None:
    """Brings the mirror to `version` if it is behind; otherwise what brings paths of `version` to the mirror.

    None when the log does not reach. Until the transaction ends, nobody else changes the mirror's tree.
    """
    held = hold(rows, table)
    if not log.joins(held, version):
        return None
    for move in log.between(held, version):
        _replant(rows, table, move)
        for follower in table.info.get(_FOLLOWERS, ()):
            follower(rows, move)
    if held < version:
        set_version(rows, table, version)
    return log.between(version, held)


def set_version(rows: Rows, table: Table, version: int) -> None:
    rows.write(update(mirror_states).where(*_here(rows, table)).values(tree_version=version))


def hold(rows: Rows, table: Table) -> int:
    """Nobody else changes the mirror's tree, or keeps it as it is, until the transaction ends; its version.

    Made with the first news; the upsert holds the row.
    """
    insert = (insert_postgresql if rows.is_postgresql else insert_sqlite)(mirror_states)
    mine = insert.values(district=rows.district, mirror=table.name, epoch=0, tree_version=0)
    held = mine.on_conflict_do_update(
        index_elements=["district", "mirror"],
        set_={"tree_version": func.coalesce(mirror_states.c.tree_version, 0)},
    )
    row = rows.one(held.returning(mirror_states.c.tree_version))
    assert row is not None
    return int(row["tree_version"])


def keep(rows: Rows, table: Table) -> None:
    """Nobody holds the mirror's tree until the transaction ends; others may keep it as well."""
    rows.all(select(mirror_states.c.epoch).where(*_here(rows, table)).with_for_update(read=True))


def _replant(rows: Rows, table: Table, move: Moved) -> None:
    path = table.c.path
    below = func.substr(path, len(move.old_path) + 1)
    stands_there = (rows.of(table), under(path, move.old_path))
    rows.write(update(table).where(*stands_there).values(path=literal(move.new_path, Key).concat(below)))


def _here(rows: Rows, table: Table) -> tuple[Any, ...]:
    return (mirror_states.c.district == rows.district, mirror_states.c.mirror == table.name)
