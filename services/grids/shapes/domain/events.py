"""What a shape tells."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class ShapeDrawn(Event):
    area_id: str
    version: int


@dataclass(frozen=True)
class ShapeRemoved(Event):
    area_id: str
    version: int
