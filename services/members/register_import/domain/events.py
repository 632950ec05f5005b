"""What an import tells: counts and ids, never persons; those are in ResidentsChanged."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class RegisterImportBegun(Event):
    import_id: str
    community_id: str
    is_trial: bool
    version: int


@dataclass(frozen=True)
class RegisterImportEnded(Event):
    """How many rows became somebody new, changed somebody, said nothing new, or were refused."""

    import_id: str
    community_id: str
    is_trial: bool
    new: int
    changed: int
    unchanged: int
    refused: int
    version: int


@dataclass(frozen=True)
class RegisterImportUndone(Event):
    import_id: str
    community_id: str
    version: int
