"""Name who found a case (发现人), raised the alarm (报警人), called the departments (吹哨人), and carried out
what was to be done (落实人): each of the district's staff, and nobody where it is null (S2.62)."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.cases.domain.case import Actors, Case
from services.grids.cases.domain.errors import StaffUnknown
from services.grids.cases.use_cases.ports import Begin


@dataclass(frozen=True)
class NameActors:
    case_id: str
    actors: Actors
    seen_version: int


def name_actors(command: NameActors, begin: Begin, caller: Caller) -> Case:
    with begin(caller) as tx:
        case = tx.cases.get(command.case_id, command.seen_version)
        named = {part: staff_id for part, staff_id in vars(command.actors).items() if staff_id is not None}
        known = tx.people.known(set(named.values()))
        for part, staff_id in named.items():
            if staff_id not in known:
                raise StaffUnknown(staff_id=staff_id).at(part)
        if (said := case.name_actors(command.actors)) is None:
            tx.name(case.id)
            return case
        tx.record(said)
        tx.cases.save(case)
    return case
