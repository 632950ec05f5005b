"""Tell a service that mirrors the tree which moves there were, page by page."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.use_cases.ports import After, Begin, TreePage


@dataclass(frozen=True)
class ReadTreeLog:
    """`after` holds a version of the tree."""

    limit: int
    after: After = None


def read_tree_log(command: ReadTreeLog, begin: Begin, caller: Caller) -> TreePage:
    with begin(caller) as tx:
        return tx.tree_log.page(command.after, command.limit)
