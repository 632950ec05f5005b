"""The district's area tree in the database: one row that whoever changes the tree locks first."""

from sqlalchemy import case as either
from sqlalchemy import func, literal, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key
from services.grids.areas.domain.area import Move
from services.grids.areas.domain.tree import Tree
from services.grids.areas.store.tables import areas, trees


class SqlTrees:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def lock(self) -> Tree:
        """Made with the first change; the upsert holds the row until the transaction ends.

        `guards` counts who held it: whatever they changed, who only reads the file can tell that they did."""
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        mine = insert_here(trees).values(district=self.rows.district, version=0, next_short=1, changes=0)
        held = mine.on_conflict_do_update(index_elements=["district"], set_={"guards": trees.c.guards + 1})
        row = self.rows.one(held.returning(trees.c.version, trees.c.next_short, trees.c.changes))
        assert row is not None
        return Tree(row["version"], row["next_short"], row["changes"])

    def save(self, tree: Tree) -> None:
        self.rows.write(update(trees).where(self.rows.of(trees)).values(vars(tree)))

    def replant(self, move: Move) -> None:
        is_root = areas.c.id == move.area_id
        below = func.substr(areas.c.path, len(move.old_path) + 1)
        statement = (
            update(areas)
            .where(self.rows.of(areas), under(areas.c.path, move.old_path))
            .values(
                path=literal(move.new_path, Key).concat(below),
                parent_id=either((is_root, move.parent_id), else_=areas.c.parent_id),
                community_id=move.community_id or areas.c.community_id,
                version=areas.c.version + either((is_root, 1), else_=0),
                since=either((is_root, move.since), else_=areas.c.since),
            )
        )
        self.rows.write(statement)
