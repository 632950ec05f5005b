"""What the ground tells the others; they mirror it row by row, and its moves one by one."""

from dataclasses import dataclass

from services.chassis.domain import Event

ROWS_PER_EVENT = 500


@dataclass(frozen=True)
class AreaRow:
    """An area as it is mirrored: its whole state outside this service, with its version."""

    id: str
    parent_id: str | None
    path: str
    kind: str
    name: str
    active: bool
    version: int
    removed: bool = False


@dataclass(frozen=True)
class AreasChanged(Event):
    """At most 500 rows; their paths are true at the tree's version."""

    first_id: str
    tree_version: int
    rows: tuple[AreaRow, ...]


@dataclass(frozen=True)
class AreasMoved(Event):
    """Every path that began with `old_path` begins with `new_path`; `rows` is the root of them alone.

    `tree_version` counts the moves of a district without a gap.
    """

    area_id: str
    tree_version: int
    old_path: str
    new_path: str
    rows: tuple[AreaRow, ...]


@dataclass(frozen=True)
class AreasReplaced(Event):
    """Since `effective_on` the `ended_ids` are no more; what was theirs is in `to_ids` or with the primary.

    `number` is that of the change; `first_id` the area that was split, or the first that ended.
    """

    first_id: str
    number: int
    kind: str
    effective_on: str
    ended_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    primary_id: str | None
