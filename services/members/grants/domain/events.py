"""What the others hear of grants; the reason stays here."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class GrantGiven(Event):
    grant_id: str
    person_id: str
    role: str
    area_id: str | None
    valid_until: str | None
    version: int


@dataclass(frozen=True)
class GlassBroken(Event):
    """Somebody took what they were not granted, for a reason and for some hours: somebody must look."""

    grant_id: str
    person_id: str
    role: str
    area_id: str | None
    valid_until: str | None
    version: int


@dataclass(frozen=True)
class GrantEnded(Event):
    grant_id: str
    person_id: str
    role: str
    area_id: str | None
    version: int
