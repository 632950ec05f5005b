"""Posts of areas that end: their appointments end that day, and one holder may go on in the successor's."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, and_, case, func, insert, or_, select, update

from services.chassis.domain import Event
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.events import AppointmentEnded, AppointmentRow, StaffAppointed
from services.grids.posts.store.roles import SqlRoles
from services.grids.posts.store.tables import appointments, lasting


class SqlHeldPosts:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def count(self, area_ids: Collection[str], on: date) -> dict[str, int]:
        """Appointments that hold that day or later, of each."""
        counted = select(appointments.c.area_id, func.count().label("held")).where(
            self._lasting(area_ids, on)
        )
        found = self.rows.all(counted.group_by(appointments.c.area_id))
        return {row["area_id"]: row["held"] for row in found}

    def count_there(self, there: Callable[[ColumnElement[str]], ColumnElement[bool]], on: date) -> int:
        """Appointments that hold that day or later, where `there` says."""
        counted = select(func.count().label("held")).select_from(appointments)
        its = (there(appointments.c.area_id), self._holding(on))
        return int(self.rows.all(counted.where(*its))[0]["held"])

    def pass_on(self, area_ids: Collection[str], to_id: str, on: date) -> list[AppointmentEnded]:
        """They end that day, or on their first if that is later."""
        return end_all(self.rows, self._lasting(area_ids, on), on)

    def _lasting(self, area_ids: Collection[str], on: date) -> ColumnElement[bool]:
        return and_(appointments.c.area_id.in_(area_ids), self._holding(on))

    def _holding(self, on: date) -> ColumnElement[bool]:
        return and_(self.rows.of(appointments), lasting(on))


class SqlHolders:
    def __init__(self, rows: Rows, roles: SqlRoles) -> None:
        self.rows, self.roles = rows, roles

    def in_the_way(self, area_id: str, in_id: str, on: date) -> str | None:
        """In the other area, who holds a post that only one holds and that somebody of this one would."""
        theirs = self._lasting(area_id, on)
        brought = {row["role"] for row in theirs if not row["deputises"]} - self._of_many(on)
        held = (row for row in self._lasting(in_id, on) if not row["deputises"] and row["role"] in brought)
        return next((str(row["id"]) for row in held), None)

    def begun(self, area_ids: Collection[str], since: date, before: date) -> tuple[str, str, date] | None:
        """One that began on one of these days, and lasted."""
        its = appointments.c
        begun = (its.valid_from >= since, its.valid_from < before)
        lasted = or_(its.valid_to.is_(None), its.valid_to > its.valid_from)
        there = (self.rows.of(appointments), its.area_id.in_(area_ids), *begun, lasted)
        first = select(its.area_id, its.id, its.valid_from).where(*there)
        row = self.rows.one(first.order_by(its.valid_from, its.id).limit(1)) if area_ids else None
        return (row["area_id"], row["id"], row["valid_from"]) if row else None

    def go_on(self, area_id: str, in_id: str, on: date, number: int) -> list[Event]:
        """The holder's days and the deputies' go on in the other post, as appointments of their own."""
        new = [_in_other(row, in_id, on, number) for row in self._going_on(area_id, in_id, on)]
        if not new:
            return []
        self.rows.write(insert(appointments), new)
        return [StaffAppointed(new[0]["id"], tuple(_row(each) for each in new))]

    def count_going_on(self, area_id: str, in_id: str, on: date) -> int:
        return len(self._going_on(area_id, in_id, on))

    def _going_on(self, area_id: str, in_id: str, on: date) -> list[dict[str, Any]]:
        """Today's and those to come; without deputies who would stand beside somebody of the other's post,
        and without whoever has it already where many may."""
        there, of_many = self._lasting(in_id, on), self._of_many(on)
        theirs = self._lasting(area_id, on)
        return [row for row in theirs if not any(_beside(row, each, of_many) for each in there)]

    def _of_many(self, on: date) -> set[str]:
        return {role.key for role in self.roles.get().on(on).roles if role.many}

    def _lasting(self, area_id: str, on: date) -> list[dict[str, Any]]:
        its = (self.rows.of(appointments), appointments.c.area_id == area_id, lasting(on))
        by = (appointments.c.valid_from, appointments.c.id)
        return self.rows.all(select(appointments).where(*its).order_by(*by))


def end_all(rows: Rows, those: ColumnElement[bool], on: date) -> list[AppointmentEnded]:
    """They end that day; one that began that day, or would have later, is kept, and ends on its first."""
    begins = appointments.c.valid_from
    over = {
        "valid_to": case((begins > on, begins), else_=on),
        "version": appointments.c.version + 1,
    }
    ended = rows.all(update(appointments).where(those).values(over).returning(*appointments.columns))
    return [_ended(row) for row in sorted(ended, key=lambda row: str(row["id"]))]


def _beside(row: dict[str, Any], other: dict[str, Any], of_many: Collection[str]) -> bool:
    """It cannot go on beside the other."""
    if row["role"] != other["role"] or not _meet(row, other):
        return False
    return bool(row["staff_id"] == other["staff_id"] if row["role"] in of_many else row["deputises"])


def _meet(row: dict[str, Any], other: dict[str, Any]) -> bool:
    begins = max(row["valid_from"], other["valid_from"])
    return all(each["valid_to"] is None or begins < each["valid_to"] for each in (row, other))


def _in_other(row: dict[str, Any], area_id: str, on: date, number: int) -> dict[str, Any]:
    appointment_id = str(uuid5(UUID(row["id"]), str(number)))
    begins = max(row["valid_from"], on)
    return row | {"id": appointment_id, "area_id": area_id, "valid_from": begins, "version": 1}


def _ended(row: dict[str, Any]) -> AppointmentEnded:
    return AppointmentEnded(
        row["id"],
        row["area_id"],
        row["role"],
        row["staff_id"],
        row["valid_to"].isoformat(),
        row["version"],
        row["grants"] or "",
    )


def _row(row: dict[str, Any]) -> AppointmentRow:
    until = row["valid_to"]
    return AppointmentRow(
        row["id"],
        row["area_id"],
        row["role"],
        row["staff_id"],
        row["valid_from"].isoformat(),
        until.isoformat() if until else None,
        row["version"],
        bool(row["deputises"]),
        row["grants"] or "",
    )
