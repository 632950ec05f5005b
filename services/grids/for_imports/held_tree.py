"""A district's tree while a chunk of a sheet is founded in it."""

from sqlalchemy import bindparam, insert, select, update

from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.grids.areas.domain.tree import Tree
from services.grids.areas.store.tables import trees
from services.grids.areas.store.trees import SqlTrees

COUNTS = (trees.c.version, trees.c.next_short, trees.c.changes)
NEW = {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in COUNTS}
SAVE = update(trees).where(here(trees)).values(NEW)
HELD = Prepared(SAVE)
IF_NOBODY_HELD_IT = Prepared(
    SAVE.where(trees.c.guards == bindparam("seen_guards", type_=trees.c.guards.type)).values(
        guards=trees.c.guards + 1
    )
)


class HeldTree:
    """On PostgreSQL it is locked until the transaction ends. A child that only reads the file cannot lock:
    there it is given back if nobody has held it since it was taken, or whoever came first is told. All who
    lay something into areas, or give somebody a post there, hold it (`SqlTrees.lock`)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._seen: dict[str, int] | None = None
        self.tree = Tree()

    def take(self) -> None:
        if self._rows.is_postgresql:
            self.tree, self._seen = SqlTrees(self._rows).lock(), {}
        elif row := self._rows.one(select(*COUNTS, trees.c.guards).where(self._rows.of(trees))):
            self._seen = {"seen_guards": row.pop("guards")}
            self.tree = Tree(**row)

    def give_back(self) -> None:
        if self._seen is None:
            self._rows.write(insert(trees), {"district": self._rows.district, **vars(self.tree)})
            return
        new = {f"new_{name}": count for name, count in vars(self.tree).items()}
        self._rows.write(IF_NOBODY_HELD_IT if self._seen else HELD, **self._seen, **new)
