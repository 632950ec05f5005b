"""What is refused of people on duty alone."""

from typing import ClassVar

from services.chassis.domain import DomainError, Forbidden


class HeldElsewhere(Forbidden):
    """Who holds a post or a group outside the caller's areas is changed by whoever sees all of them."""

    about: ClassVar[tuple[str, ...]] = ("staff_id",)
    staff_id: str


class BornLater(DomainError):
    about: ClassVar[tuple[str, ...]] = ("birth_month",)
    birth_month: str
