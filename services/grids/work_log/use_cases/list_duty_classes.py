"""Somebody reads which classes of duties there are."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.work_log.domain.duties import CATALOGUE, Duty
from services.grids.work_log.use_cases.ports import Begin


@dataclass(frozen=True)
class ListDutyClasses:
    """They are the same everywhere."""


def list_duty_classes(_: ListDutyClasses, begin: Begin, caller: Caller) -> tuple[Duty, ...]:
    with begin(caller):
        return CATALOGUE
