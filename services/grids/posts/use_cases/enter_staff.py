"""A district enters its people on duty: all of a batch, or none; who is there already, just so, stays so."""

from dataclasses import dataclass, field
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import row_of_id, rows_of, within
from services.grids.posts.domain.staff import Staff, entered, refuse_twice
from services.grids.posts.domain.staffing import born_in
from services.grids.posts.use_cases.ports import Begin


@dataclass(frozen=True)
class NewStaff:
    id: str
    display_name: str
    duty_phone: str = ""
    birth_month: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class EnterStaff:
    staff: tuple[NewStaff, ...]


def enter_staff(command: EnterStaff, begin: Begin, caller: Caller, today: date) -> list[Staff]:
    staff = [_of_row(number, new, today) for number, new in enumerate(command.staff)]
    refuse_twice(staff)
    with begin(caller) as tx:
        with row_of_id(rows_of("staff", [person.id for person in staff])):
            before = tx.people.entered_before(staff)
        new = [person for person in staff if person.id not in before]
        if new:
            tx.people.add(new)
            tx.record(entered(new))
    return staff


def _of_row(number: int, new: NewStaff, today: date) -> Staff:
    with within("staff", number):
        born = None if new.birth_month is None else born_in(new.birth_month, today)
    return Staff(new.id, new.display_name, new.duty_phone, born=born)
