"""What an import of an estate tells: counts; its buildings are in BuildingsEntered and UnitsGiven."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class EstateImportBegun(Event):
    import_id: str
    community_id: str
    is_trial: bool
    version: int


@dataclass(frozen=True)
class EstateImportEnded(Event):
    """How many rows became new buildings, gave units, said nothing new, or were refused."""

    import_id: str
    community_id: str
    is_trial: bool
    new: int
    given: int
    unchanged: int
    refused: int
    version: int
