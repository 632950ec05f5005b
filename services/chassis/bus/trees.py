"""What a mirror of a tree has to know of the moves, before it takes what it was told or fed (D5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Table

from services.chassis.bus.foundation import Foundation
from services.chassis.specs import MirrorSpec
from services.chassis.storage import trees
from services.chassis.storage.rows import Rows
from services.chassis.storage.trees import Moved, TreeLog

PAGE = 200
Moves = tuple[Moved, ...]


class Service(Protocol):
    """`remote` asks other services, before the first `begin` only."""

    foundation: Foundation
    remote: Any


@dataclass(frozen=True)
class Approach:
    """How a mirror and what comes for it are brought to one version; without a `log` it is no tree."""

    table: Table
    version: int = 0
    held: int = 0
    log: TreeLog | None = None

    def join(self, rows: Rows) -> Moves | None:
        """The moves that what comes has still to make; None when others have changed the mirror meanwhile."""
        return () if self.log is None else trees.join(rows, self.table, self.version, self.log)

    def follow(self, rows: Rows) -> Moves | None:
        """The same for a re-feed: a source that was brought back to an earlier moment is right as it is."""
        if self.log is None or self.held <= max(self.version, self.log.until):
            return self.join(rows)
        trees.set_version(rows, self.table, self.version)
        return ()


def approach(
    service: Service, spec: MirrorSpec, table: Table, district: str, told: Mapping[str, Any]
) -> Approach:
    """`told` is an event or a page; what it does not say of the moves is asked of the source."""
    if not spec.log or not told.get("items", True):
        return Approach(table)
    version = int(told.get("tree_version", 0))
    with service.foundation.database.look(district) as rows:
        held = trees.version_of(rows, table)
    log = TreeLog.of_one(Moved.of(told)) if "old_path" in told else TreeLog()
    if not log.joins(held, version):
        log = _asked(service.remote, spec, after=min(held, version))
    return Approach(table, version, held, log)


def _asked(remote: Any, spec: MirrorSpec, after: int) -> TreeLog:
    """The last page tells up to which version there are no other moves."""
    moves: list[Moved] = []
    place: Any = [after]
    while True:
        page = remote.call(spec.source, spec.log, {"limit": PAGE, "after": place})
        moves += map(Moved.of, page["items"])
        place = page["next"]
        if place is None:
            return TreeLog(after, page["tree_version"], tuple(moves))
