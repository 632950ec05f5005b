"""A district's tree while a chunk of a sheet is founded in it."""

from sqlalchemy import bindparam, insert, select, update

from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.tree import Tree
from services.grids.areas.store.tables import trees
from services.grids.areas.store.trees import SqlTrees

COUNTS = (trees.c.version, trees.c.next_short, trees.c.changes)
UNCHANGED = [column == bindparam(f"seen_{column.name}", type_=column.type) for column in COUNTS]
CHANGE = Prepared(
    update(trees)
    .where(here(trees), *UNCHANGED)
    .values({column.name: bindparam(f"new_{column.name}", type_=column.type) for column in COUNTS})
)


class HeldTree:
    """On PostgreSQL it is locked until the transaction ends. A child that only reads the file cannot lock:
    there it is given back as it was taken, or whoever came first is told."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._seen: dict[str, int] | None = None
        self.tree = Tree()

    def take(self) -> None:
        if self._rows.is_postgresql:
            self.tree = SqlTrees(self._rows).lock()
        elif row := self._rows.one(select(*COUNTS).where(self._rows.of(trees))):
            self.tree = Tree(**row)
        else:
            return
        self._seen = {f"seen_{name}": count for name, count in vars(self.tree).items()}

    def give_back(self) -> None:
        if self._seen is None:
            self._rows.write(insert(trees), {"district": self._rows.district, **vars(self.tree)})
            return
        new = {f"new_{name}": count for name, count in vars(self.tree).items()}
        self._rows.write(CHANGE, **self._seen, **new)
