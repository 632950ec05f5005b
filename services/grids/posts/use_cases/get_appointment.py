"""Read an appointment, with the version that ending it names, and what its end would leave with them."""

from dataclasses import dataclass

from services.chassis.caller import Caller, Scope
from services.grids.posts.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetAppointment:
    appointment_id: str


def get_appointment(command: GetAppointment, begin: Begin, caller: Caller, reads_cases: Scope) -> Row:
    """`reads_cases`: where the caller may read cases; elsewhere it is not told how many they are."""
    with begin(caller) as tx:
        found = tx.appointment_views.one(command.appointment_id)
        staff_id, area_id = found["staff_id"], found["area_id"]
        is_told = tx.reaches(area_id, reads_cases)
        return {**found, "open_cases": tx.open_work.open_at(staff_id, area_id) if is_told else None}
