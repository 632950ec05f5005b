"""A card is lost, or somebody does not want it any more."""

from dataclasses import dataclass
from datetime import date

from services.care.meals.domain.card import Card, EndReason, GivenReason
from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class CloseMealCard:
    card_id: str
    reason: GivenReason
    seen_version: int


def close_meal_card(command: CloseMealCard, begin: Begin, caller: Caller, today: date) -> Card:
    reason = EndReason(command.reason.value)
    with begin(caller) as tx:
        card = tx.cards.get(command.card_id, command.seen_version)
        tx.record(card.close(reason, today))
        tx.cards.save(card)
        if reason.ends_enrolment:
            enrolment = tx.enrolments.get(card.enrolment_id)
            tx.record(enrolment.end(reason, today))
            tx.enrolments.save(enrolment)
    return card
