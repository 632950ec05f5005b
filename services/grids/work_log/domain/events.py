"""What the others hear of the work log: never what somebody wrote in it."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class WorkLogged(Event):
    entry_id: str
    area_id: str
    duty_class: str
    version: int


@dataclass(frozen=True)
class WorkCorrected(Event):
    entry_id: str
    area_id: str
    duty_class: str
    version: int


@dataclass(frozen=True)
class WorkWithdrawn(Event):
    entry_id: str
    area_id: str
    duty_class: str
    version: int
