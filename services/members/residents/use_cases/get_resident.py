"""Somebody looks at a resident."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.residents.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetResident:
    resident_id: str


def get_resident(command: GetResident, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.resident_views.one(command.resident_id)
