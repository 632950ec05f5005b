"""May somebody have a meal card, as of a day? Answered from what care holds, asking nobody."""

from dataclasses import dataclass
from datetime import date

from services.care.eligibility.domain.verdict import Obstacle, Verdict, verdict_on
from services.care.eligibility.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class CheckEligibility:
    """`on` None is today."""

    resident_id: str
    on: date | None = None


@dataclass(frozen=True)
class Answer:
    id: str
    on: date
    allowed: bool
    reason: Obstacle | None
    allowed_from: date | None


def check_eligibility(command: CheckEligibility, begin: Begin, caller: Caller, today: date) -> Answer:
    on = command.on or today
    with begin(caller) as tx:
        found = verdict_on(tx.people.find(command.resident_id), tx.meal_rules.minimum_age(on), on)
        if found.allowed and tx.meal_rules.has_card(command.resident_id):
            found = Verdict(Obstacle.HAS_CARD)
    return Answer(command.resident_id, on, found.allowed, found.obstacle, found.allowed_from)
