"""People are appointed to posts: all of a batch, or none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import (
    AppointmentTwiceInBatch,
    AppointsThemselves,
    AreaUnknown,
    StaffUnknown,
)
from services.grids.posts.domain.events import StaffAppointed
from services.grids.posts.domain.post import NewAppointment, role_of
from services.grids.posts.use_cases.ports import Begin, Tx


@dataclass(frozen=True)
class AppointStaff:
    appointments: tuple[NewAppointment, ...]


def appoint_staff(command: AppointStaff, begin: Begin, caller: Caller) -> list[Appointment]:
    batch = command.appointments
    _refuse_doubles(batch)
    if caller.kind == "person" and caller.id in {new.staff_id for new in batch}:
        raise AppointsThemselves
    with begin(caller) as tx:
        _refuse_unknown_areas(batch, tx)
        _refuse_unknown_staff(batch, tx)
        tx.appointments.must_be_new([new.id for new in batch])
        posts = tx.posts.lock({new.post for new in batch})
        appointed = [posts[new.post].appoint(new) for new in batch]
        tx.posts.add(appointed)
        tx.record(StaffAppointed(appointed[0].id, tuple(each.row() for each in appointed)))
    return appointed


def _refuse_doubles(batch: Sequence[NewAppointment]) -> None:
    appointment_id, times = Counter(new.id for new in batch).most_common(1)[0]
    if times > 1:
        raise AppointmentTwiceInBatch(appointment_id=appointment_id)


def _refuse_unknown_areas(batch: Sequence[NewAppointment], tx: Tx) -> None:
    kinds = tx.area_kinds.kinds({new.area_id for new in batch})
    for new in batch:
        if new.area_id not in kinds:
            raise AreaUnknown(area_id=new.area_id)
        role_of(new.area_id, kinds[new.area_id], asked=new.role)


def _refuse_unknown_staff(batch: Sequence[NewAppointment], tx: Tx) -> None:
    known = tx.people.known({new.staff_id for new in batch})
    for new in batch:
        if new.staff_id not in known:
            raise StaffUnknown(staff_id=new.staff_id)
