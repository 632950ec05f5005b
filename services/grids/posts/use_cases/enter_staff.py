"""A district enters its people on duty: all of a batch, or none."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.posts.domain.staff import Staff, entered
from services.grids.posts.use_cases.ports import Begin


@dataclass(frozen=True)
class NewStaff:
    id: str
    display_name: str
    duty_phone: str = ""


@dataclass(frozen=True)
class EnterStaff:
    staff: tuple[NewStaff, ...]


def enter_staff(command: EnterStaff, begin: Begin, caller: Caller) -> list[Staff]:
    staff = [Staff(new.id, new.display_name, new.duty_phone) for new in command.staff]
    event = entered(staff)
    with begin(caller) as tx:
        tx.people.must_be_new([person.id for person in staff])
        tx.people.add(staff)
        tx.record(event)
    return staff
