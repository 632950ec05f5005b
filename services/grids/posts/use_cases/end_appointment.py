"""An appointment ends, will end on a day to come or is withdrawn, and with it what came with it."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.use_cases.ports import Begin


@dataclass(frozen=True)
class EndAppointment:
    """`valid_to` is the first day on which it no longer holds; the first day of all or one before it takes
    back what has not begun, or began today."""

    appointment_id: str
    valid_to: date
    seen_version: int


def end_appointment(command: EndAppointment, begin: Begin, caller: Caller, today: date) -> Appointment:
    with begin(caller) as tx:
        tx.trees.lock()
        appointment = tx.appointments.get(command.appointment_id, command.seen_version)
        appointment.must_stand_alone()
        brought = tx.appointments.brought_by([appointment.id])
        if appointment.is_withdrawn(command.valid_to, today):
            tx.record(appointment.never_be())
        else:
            tx.record(appointment.end(command.valid_to))
        tx.appointments.save(appointment)
        for each in brought:
            if not each.begins_before(command.valid_to):
                tx.record(each.never_be())
                tx.appointments.save(each)
            elif each.lasts_beyond(command.valid_to):
                tx.record(each.end(command.valid_to))
                tx.appointments.save(each)
    return appointment
