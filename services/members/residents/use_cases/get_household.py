"""Somebody looks at a household and its members."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.residents.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class GetHousehold:
    household_id: str


def get_household(command: GetHousehold, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.resident_views.household(command.household_id)
