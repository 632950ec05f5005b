"""Read one case."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.cases.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetCase:
    case_id: str


def get_case(command: GetCase, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.case_views.one(command.case_id)
