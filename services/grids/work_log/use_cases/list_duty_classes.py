"""Somebody reads which classes of duties there are."""

from dataclasses import dataclass

from services.grids.work_log.domain.duties import CATALOGUE, Duty


@dataclass(frozen=True)
class ListDutyClasses:
    """They are the same everywhere."""


def list_duty_classes(_: ListDutyClasses) -> tuple[Duty, ...]:
    return CATALOGUE
