"""How long an area stands (存续期): nobody holds a post there before or after."""

from dataclasses import dataclass
from datetime import date

from services.grids.posts.domain.appointment import Term
from services.grids.posts.domain.errors import AppointedBeforeFounding, AppointedBeyondEnd


@dataclass(frozen=True)
class Lifetime:
    """`founded_on` None: only the day on which it was entered is known, and it may have stood for long."""

    area_id: str
    kind: str
    founded_on: date | None = None
    ended_on: date | None = None

    def must_cover(self, term: Term) -> None:
        """The first day is that of the founding at the earliest, the first day off that of the end."""
        self.must_have_begun(term.valid_from)
        if self.ended_on is None:
            return
        beyond = AppointedBeyondEnd(area_id=self.area_id, ended_on=self.ended_on)
        if term.valid_from >= self.ended_on:
            raise beyond.at("valid_from")
        if term.valid_to is None or term.valid_to > self.ended_on:
            raise beyond.at("valid_to")

    def must_have_begun(self, day: date) -> None:
        if self.founded_on is not None and day < self.founded_on:
            raise AppointedBeforeFounding(area_id=self.area_id, founded_on=self.founded_on)
