"""What editions of post roles that are to come refuse."""

from datetime import date
from typing import ClassVar

from services.chassis.domain import DomainError


class AppointedBeyondRole(DomainError):
    """Nobody is appointed to a post beyond the day on which an edition to come takes it away there."""

    about: ClassVar[tuple[str, ...]] = ("valid_to",)
    role: str
    goes_on: date
