"""What the ground tells the others; they mirror it row by row."""

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
    """At most 500 rows; `tree_version` counts these events of a district without a gap."""

    first_id: str
    tree_version: int
    rows: tuple[AreaRow, ...]
