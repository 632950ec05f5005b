"""What the case flow refuses."""

from typing import ClassVar

from services.chassis.domain import Conflict, DomainError, NotFound
from services.grids.cases.domain.state import CaseState


class AreaUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class AreaNotMicroGrid(DomainError):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
    area_kind: str


class CaseUnknown(NotFound):
    """Unknown in this district, or in an area outside the caller's."""

    about: ClassVar[tuple[str, ...]] = ("case_id",)
    case_id: str


class StaffUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("finder_id", "alarm_raiser_id", "whistle_blower_id", "executor_id")
    staff_id: str


class WrongState(Conflict):
    case_id: str
    state: CaseState
    to: CaseState
