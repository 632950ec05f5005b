"""What is refused where people are counted."""

from typing import ClassVar

from services.chassis.domain import NotFound


class AreaUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("area_id",)
    area_id: str
