"""Staff in the database."""

from collections.abc import Collection, Sequence

from sqlalchemy import insert, select

from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.staff import Staff
from services.grids.posts.store.tables import staff


class SqlPeople:
    """People on duty are the whole district's: everybody who may read staff may know them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def must_be_new(self, staff_ids: Collection[str]) -> None:
        for taken in self.known(staff_ids):
            raise IdTaken(id=taken)

    def add(self, people: Sequence[Staff]) -> None:
        self.rows.write(insert(staff), [vars(each) | {"district": self.rows.district} for each in people])

    def known(self, staff_ids: Collection[str]) -> set[str]:
        found = select(staff.c.id).where(self.rows.of(staff), staff.c.id.in_(staff_ids))
        return {row["id"] for row in self.rows.all(found)}
