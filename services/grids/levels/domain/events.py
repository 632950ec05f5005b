"""What is told of a district's levels."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class LevelSchemeWritten(Event):
    """`version` is the number of the scheme among all that the district ever wrote."""

    scheme_id: str
    version: int
    valid_from: str
