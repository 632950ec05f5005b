"""Who looks after a grouping, from a day (included) to a day (excluded)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.grids.groupings.domain.errors import (
    AlreadyHoldsGrouping,
    HoldingDiffers,
    HoldingOver,
    HoldingTwiceInBatch,
    TermEmpty,
)
from services.grids.groupings.domain.events import HolderRow

ROLE = "grouping_leader"
"""What a holder may do with the grouping's units, and with whoever lives there."""


@dataclass(frozen=True)
class Holding:
    id: str
    staff_id: str
    valid_from: date
    valid_to: date | None = None
    version: int = 1

    def row(self, grouping_id: str) -> HolderRow:
        ends = None if self.valid_to is None else self.valid_to.isoformat()
        return HolderRow(
            self.id, grouping_id, ROLE, self.staff_id, self.valid_from.isoformat(), ends, self.version
        )

    def overlaps(self, other: "Holding") -> bool:
        later = max(self.valid_from, other.valid_from)
        return all(each.valid_to is None or later < each.valid_to for each in (self, other))

    def lasts_beyond(self, day: date) -> bool:
        """One that was withdrawn, and ends on its first day, lasts beyond none."""
        return self.valid_to is None or max(day, self.valid_from) < self.valid_to

    def end(self, day: date) -> "Holding":
        """On a day that is no later than its end; one that has not begun ends as it begins: it never held."""
        if self.valid_to is not None and day > self.valid_to:
            raise HoldingOver(holding_id=self.id, valid_to=self.valid_to)
        return replace(self, valid_to=max(day, self.valid_from), version=self.version + 1)


def changed_by(asked: Sequence[Holding], known: Mapping[str, Holding], today: date) -> list[Holding]:
    """The new ones, and those known ones whose end comes, or comes earlier. Raises what they refuse.

    One that has not begun, or began today, is withdrawn by an end on its first day or before.
    """
    if twice := len(asked) - len({each.id for each in asked}):
        raise HoldingTwiceInBatch(count=twice)
    changed = []
    for each in asked:
        before = known.get(each.id)
        if before is None:
            _refuse_empty(each)
            changed.append(each)
        elif (before.staff_id, before.valid_from) != (each.staff_id, each.valid_from):
            raise HoldingDiffers(holding_id=each.id)
        elif before.valid_to != each.valid_to:
            changed += _ended(before, each, today)
    _refuse_doubles([each for each in changed if each.id not in known], known, changed)
    return changed


def _refuse_doubles(new: Sequence[Holding], known: Mapping[str, Holding], changed: Sequence[Holding]) -> None:
    after = {**known, **{each.id: each for each in changed}}
    for each in new:
        for other in after.values():
            if other.id != each.id and other.staff_id == each.staff_id and other.overlaps(each):
                raise AlreadyHoldsGrouping(staff_id=each.staff_id, holding_id=other.id)


def _refuse_empty(holding: Holding) -> None:
    if holding.valid_to is not None and holding.valid_to <= holding.valid_from:
        raise TermEmpty(valid_from=holding.valid_from, valid_to=holding.valid_to)


def _ended(before: Holding, asked: Holding, today: date) -> list[Holding]:
    """Nothing where it was withdrawn before."""
    if asked.valid_to is None:
        assert before.valid_to is not None
        raise HoldingOver(holding_id=before.id, valid_to=before.valid_to)
    if before.valid_from < today:
        _refuse_empty(asked)
    ended = before.end(asked.valid_to)
    return [] if ended.valid_to == before.valid_to else [ended]
