"""One person on duty, and all of them as they are mirrored."""

from sqlalchemy import select

from services.chassis.storage.paging import page
from services.chassis.storage.ranges import starts_with
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.errors import StaffUnknown
from services.grids.posts.store.tables import staff
from services.grids.posts.use_cases.ports import After, Page, Row

SHOWN = (staff.c.id, staff.c.display_name, staff.c.duty_phone, staff.c.version)


class SqlPeopleViews:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def one(self, staff_id: str) -> Row:
        found = self.rows.one(select(*SHOWN).where(self.rows.of(staff), staff.c.id == staff_id))
        if found is None:
            raise StaffUnknown(staff_id=staff_id).at("staff_id")
        return found

    def named(self, prefix: str, after: After, limit: int) -> Page:
        found = select(*SHOWN).where(self.rows.of(staff), starts_with(staff.c.display_name, prefix))
        items, following = page(
            self.rows, found, by=[staff.c.display_name, staff.c.id], after=after, limit=limit
        )
        return {"items": items, "next": following}

    def feed(self, after: After, limit: int) -> Page:
        everybody = select(*SHOWN).where(self.rows.of(staff))
        items, following = page(self.rows, everybody, by=[staff.c.id], after=after, limit=limit)
        return {"items": [{**row, "removed": False} for row in items], "next": following}
