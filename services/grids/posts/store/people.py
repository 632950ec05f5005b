"""Staff in the database."""

from collections.abc import Collection, Sequence

from sqlalchemy import insert, select

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.posts.domain.errors import StaffUnknown
from services.grids.posts.domain.staff import Staff
from services.grids.posts.schemas.answers import StaffSchema
from services.grids.posts.store.tables import staff

SAID = (staff.c.id, staff.c.display_name, staff.c.duty_phone, staff.c.version)
SHOWN = StaffSchema()


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

    def get(self, staff_id: str, seen_version: int) -> Staff:
        row = self.rows.one(select(staff).where(self.rows.of(staff), staff.c.id == staff_id))
        if row is None:
            raise StaffUnknown(staff_id=staff_id).at("staff_id")
        person = Staff(row["id"], row["display_name"], row["duty_phone"], row["version"], row["born"])
        if person.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=person.version, current=SHOWN.dump(person)
            )
        return person

    def save(self, person: Staff) -> None:
        changed = {
            "display_name": person.display_name, "duty_phone": person.duty_phone, "born": person.born,
        }  # fmt: skip
        update_versioned(self.rows, staff, person.id, person.version - 1, changed, SHOWN.dump)

    def known(self, staff_ids: Collection[str]) -> set[str]:
        found = select(staff.c.id).where(self.rows.of(staff), staff.c.id.in_(staff_ids))
        return {row["id"] for row in self.rows.all(found)}
