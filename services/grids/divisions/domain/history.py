"""What is known of some codes of a scheme: who bore them when, and what happened to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.grids.divisions.domain.division import Asked, Division, DivisionEvent, spellings
from services.grids.divisions.domain.errors import DivisionUnknown


@dataclass(frozen=True)
class Became:
    """`divisions` hold on the day that was asked; none where it was abolished without a successor."""

    divisions: tuple[Division, ...]
    events: tuple[DivisionEvent, ...]


@dataclass(frozen=True)
class History:
    """Of some codes, and of all that came of them."""

    divisions: Sequence[Division]
    events: Sequence[DivisionEvent]

    def bearer(self, asked: Asked, field: str = "code") -> Division:
        """The last to bear the code by that day; raises DivisionUnknown where nobody had."""
        for code in spellings(asked.code):
            borne = [each for each in self.divisions if each.code == code and each.valid_from <= asked.on]
            if borne:
                return max(borne, key=lambda division: division.valid_from)
        raise DivisionUnknown(scheme=asked.scheme, area_code=asked.code, on=asked.on).at(field)

    def followed(self, division: Division, as_of: date) -> Became:
        """Every round looks at what ended in the one before; each ends later, so there is a last one."""
        left = [division]
        reached: dict[str, Division] = {}
        passed: dict[str, DivisionEvent] = {}
        while left:
            reached |= {each.code: each for each in left if not each.ended_by(as_of)}
            ended = {each.code: each for each in left if each.ended_by(as_of)}
            left = []
            for each in ended.values():
                events = self._ends(each)
                for event in events:
                    passed[event.id] = event
                    left += self._bearers(event)
                left += [] if events else self._next_row(each)
        by_day = sorted(passed.values(), key=lambda event: (event.day, event.id))
        return Became(tuple(reached[code] for code in sorted(reached)), tuple(by_day))

    def _ends(self, division: Division) -> list[DivisionEvent]:
        days = [each for each in self.events if each.day == division.valid_to]
        return [each for each in days if division.code in each.from_codes]

    def _next_row(self, division: Division) -> list[Division]:
        """A newer list says the code anew on the day on which the older one's row ends."""
        same = [each for each in self.divisions if each.code == division.code]
        return [each for each in same if each.valid_from == division.valid_to]

    def _bearers(self, event: DivisionEvent) -> list[Division]:
        after = [each for each in self.divisions if each.code in event.to_codes]
        return [each for each in after if each.holds(event.day)]
