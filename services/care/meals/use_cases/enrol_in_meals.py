"""Somebody joins the meal programme and gets a card; who has lost the card gets another."""

from dataclasses import dataclass
from datetime import date

from services.care.meals.domain.card import Card, Enrolment
from services.care.meals.domain.errors import CardHeld
from services.care.meals.use_cases.ports import Begin, Tx
from services.chassis.caller import Caller


@dataclass(frozen=True)
class EnrolInMeals:
    """`id` is the card's."""

    id: str
    resident_id: str


def enrol_in_meals(command: EnrolInMeals, begin: Begin, caller: Caller, today: date) -> Card:
    with begin(caller) as tx:
        edition = tx.programmes.on(today)
        tx.diners.may_join(command.resident_id, edition.minimum_age, today)
        if held := tx.cards.open_of(command.resident_id):
            raise CardHeld(resident_id=held.resident_id, card_id=held.id)
        enrolment = tx.enrolments.open_of(command.resident_id) or _begun(command, tx, today)
        card = Card(command.id, enrolment.id, command.resident_id, today)
        tx.cards.add(card)
        tx.record(card.opened())
    return card


def _begun(command: EnrolInMeals, tx: Tx, today: date) -> Enrolment:
    enrolment = Enrolment.with_card(command.id, command.resident_id, today)
    tx.enrolments.add(enrolment)
    tx.record(enrolment.begun())
    return enrolment
