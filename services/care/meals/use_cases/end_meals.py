"""Somebody has died or moved out: their card and their enrolment end in one step, and none begins again."""

from dataclasses import dataclass
from datetime import date

from services.care.meals.domain.card import EndReason
from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class EndMeals:
    """What is read of ResidentDied and ResidentMovedOut; `version` is the resident's."""

    resident_id: str
    left_on: date
    version: int


def end_meals(command: EndMeals, reason: EndReason, begin: Begin, caller: Caller) -> None:
    with begin(caller) as tx:
        tx.diners.note_leaving(command.resident_id, reason.value, command.left_on, command.version)
        tx.name(command.resident_id)
        if card := tx.cards.open_of(command.resident_id):
            tx.record(card.close(reason, command.left_on))
            tx.cards.save(card)
        if enrolment := tx.enrolments.open_of(command.resident_id):
            tx.record(enrolment.end(reason, command.left_on))
            tx.enrolments.save(enrolment)
