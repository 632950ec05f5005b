"""Staff in the database."""

from collections.abc import Collection, Sequence

from sqlalchemy import insert, select

from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.staff import Staff
from services.grids.posts.store.tables import staff

SAID = (staff.c.id, staff.c.display_name, staff.c.duty_phone, staff.c.version)


class SqlPeople:
    """People on duty are the whole district's: everybody who may read staff may know them."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def entered_before(self, people: Sequence[Staff]) -> set[str]:
        """The month of birth is not compared: whoever asked with one after the other would find it out."""
        those = (self.rows.of(staff), staff.c.id.in_([each.id for each in people]))
        known = {row["id"]: row for row in self.rows.all(select(*SAID).where(*those))}
        for each in people:
            found = known.get(each.id)
            if found and found != {name: getattr(each, name) for name in found}:
                raise IdTaken(id=each.id)
        return set(known)

    def add(self, people: Sequence[Staff]) -> None:
        self.rows.write(insert(staff), [vars(each) | {"district": self.rows.district} for each in people])

    def known(self, staff_ids: Collection[str]) -> set[str]:
        found = select(staff.c.id).where(self.rows.of(staff), staff.c.id.in_(staff_ids))
        return {row["id"] for row in self.rows.all(found)}
