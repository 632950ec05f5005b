"""Somebody reads the district's meal programme."""

from dataclasses import dataclass

from services.care.meals.domain.programme import Programme
from services.care.meals.use_cases.ports import Begin
from services.chassis.caller import Caller


@dataclass(frozen=True)
class GetMealProgramme:
    """The district has one."""


def get_meal_programme(_: GetMealProgramme, begin: Begin, caller: Caller) -> Programme:
    with begin(caller) as tx:
        return tx.programmes.get()
