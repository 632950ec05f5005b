"""What becomes of posts when areas are founded or move: another room's."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from services.chassis.domain import Event

Below = tuple[str, str, str]
"""An area's id, its kind, and the id of what it stands under."""


class ExOfficio(Protocol):
    """Who holds the post of an area holds another one below it, too."""

    def come_along(self, areas: Sequence[Below], on: date) -> Sequence[Event]:
        """They stand there since that day."""

    def part(self, areas: Sequence[Below], on: date) -> Sequence[Event]:
        """They stood elsewhere before that day."""
