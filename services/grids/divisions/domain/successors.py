"""What became of divisions: from event to event, up to a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from services.grids.divisions.domain.division import Division, DivisionEvent

Events = Callable[[str, str, date], Sequence[DivisionEvent]]
"""Scheme, code, day: what happened to the code that day."""
Bearers = Callable[[str, Sequence[str], date], Sequence[Division]]
"""Scheme, codes, day: the divisions that bear them that day."""


@dataclass(frozen=True)
class Became:
    """`divisions` hold on the day that was asked; none where it was abolished without a successor."""

    divisions: tuple[Division, ...]
    events: tuple[DivisionEvent, ...]


def followed(division: Division, as_of: date, events: Events, bearers: Bearers) -> Became:
    """Every round looks at what ended in the one before; each ends later, so there is a last one."""
    left = [division]
    reached: dict[str, Division] = {}
    passed: dict[str, DivisionEvent] = {}
    while left:
        reached |= {each.code: each for each in left if not each.ended_by(as_of)}
        ended = {each.code: each for each in left if each.ended_by(as_of)}
        left = []
        for each in ended.values():
            for event in events(each.scheme, each.code, each.valid_to or as_of):
                passed[event.id] = event
                left += bearers(each.scheme, event.to_codes, event.day)
    by_day = sorted(passed.values(), key=lambda event: (event.day, event.id))
    return Became(tuple(reached[code] for code in sorted(reached)), tuple(by_day))
