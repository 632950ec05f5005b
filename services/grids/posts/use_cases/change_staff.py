"""Somebody on duty gets another name, phone or month of birth: what is not said stays as it is."""

from dataclasses import dataclass, field
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.staff import Staff
from services.grids.posts.domain.staff_errors import HeldElsewhere
from services.grids.posts.domain.staffing import born_in
from services.grids.posts.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class ChangeStaff:
    """None: stays; an empty phone takes it away."""

    staff_id: str
    seen_version: int
    display_name: str | None = None
    duty_phone: str | None = None
    birth_month: str | None = field(default=None, repr=False)


def change_staff(command: ChangeStaff, begin: Begin, caller: Caller, today: date) -> Staff:
    born = None if command.birth_month is None else born_in(command.birth_month, today)
    with begin(caller) as tx:
        person = tx.people.get(command.staff_id, command.seen_version)
        _refuse_elsewhere(person, tx, today)
        said = person.change(command.display_name, command.duty_phone, born)
        if said is not None:
            tx.people.save(person)
            tx.record(said)
    return person


def _refuse_elsewhere(person: Staff, tx: Tx, today: date) -> None:
    """A phone is shown wherever somebody holds a post or a group: who changes it sees all of these areas."""
    if tx.sees_everything:
        return
    held = tx.appointments.of_staff(person.id, today)
    if held.elsewhere or tx.led_groups.of(person.id, today, None).elsewhere:
        raise HeldElsewhere(staff_id=person.id)
