"""Read an appointment, with the version that ending it names."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.posts.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetAppointment:
    appointment_id: str


def get_appointment(command: GetAppointment, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.appointment_views.one(command.appointment_id)
