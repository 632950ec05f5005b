"""Say to another service which of these people have, or ever had, a meal card."""

from dataclasses import dataclass

from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class FindDiners:
    resident_ids: tuple[str, ...]


def find_diners(command: FindDiners, begin: Begin, caller: Caller) -> dict[str, list[str]]:
    with begin(caller) as tx:
        return {"items": tx.card_views.holders_among(command.resident_ids)}
