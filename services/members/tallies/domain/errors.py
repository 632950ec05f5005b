"""What is refused where people are counted."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import DomainError, NotFound


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str


class CountsNotKept(DomainError):
    """People lived in the district before anybody kept their counts by days."""

    about: ClassVar[tuple[str, ...]] = ("on",)
    on: date
    since: date
