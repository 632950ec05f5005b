"""The moves of a district's tree, each with the version of the tree that it made."""

from datetime import datetime

from sqlalchemy import insert, select

from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.area import Move
from services.grids.areas.store.tables import tree_log, trees
from services.grids.areas.use_cases.ports import After, TreePage

SHOWN = [column for column in tree_log.columns if column.name != "district"]


class SqlTreeLog:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def add(self, tree_version: int, move: Move, now: datetime) -> None:
        logged = {
            "area_id": move.area_id,
            "parent_id": move.parent_id,
            "old_path": move.old_path,
            "new_path": move.new_path,
        }
        here = {"district": self.rows.district, "tree_version": tree_version, "moved_at": now}
        self.rows.write(insert(tree_log), here | logged)

    def page(self, after: After, limit: int) -> TreePage:
        """The version is read first: whatever led to it is in the log by then."""
        tree = self.rows.one(select(trees.c.version).where(self.rows.of(trees)))
        version = int(tree["version"]) if tree else 0
        moves = select(*SHOWN).where(self.rows.of(tree_log), tree_log.c.tree_version <= version)
        items, following = page(self.rows, moves, by=[tree_log.c.tree_version], after=after, limit=limit)
        return {"items": items, "next": following, "tree_version": version}
