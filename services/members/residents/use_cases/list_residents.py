"""Somebody looks at everybody of an area."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.residents.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListResidents:
    area_id: str
    limit: int
    after: After = None


def list_residents(command: ListResidents, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.resident_views.within(command.area_id, command.after, command.limit)
