"""What people and households refuse."""

from typing import ClassVar

from services.chassis.domain import NotFound


class ResidentUnknown(NotFound):
    """Unknown in this district, or outside the caller's areas: nobody can tell the two apart."""

    about: ClassVar[tuple[str, ...]] = ("resident_id",)
    resident_id: str


class HouseholdUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("household_id",)
    household_id: str


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
