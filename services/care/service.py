"""Care: what people get, and who may have it."""

from services.care.eligibility.entrypoints import EligibilityEntrypoints
from services.care.meals.domain.events import (
    EnrolledInMeals,
    MealCardClosed,
    MealCardOpened,
    MealEnrolmentEnded,
    MealProgrammeWritten,
    MealsServed,
)
from services.care.meals.entrypoints import MealEntrypoints
from services.care.transaction import MIRRORS, Begin, Transaction
from services.chassis.bus.auditing import AuditTrail
from services.chassis.bus.renewing import KeyRenewal
from services.chassis.bus.self_report import SelfReport
from services.chassis.bus.set_aside import SetAsideEvents
from services.chassis.bus.tending import MirrorTending


class CareService(
    EligibilityEntrypoints,
    MealEntrypoints,
    MirrorTending,
    KeyRenewal,
    SetAsideEvents,
    AuditTrail,
    SelfReport,
):
    name = "care"
    bulk = "services.care.bulk"
    transaction = Transaction
    tables = MIRRORS
    events = (
        MealProgrammeWritten,
        EnrolledInMeals,
        MealEnrolmentEnded,
        MealCardOpened,
        MealCardClosed,
        MealsServed,
    )
    begin: Begin
