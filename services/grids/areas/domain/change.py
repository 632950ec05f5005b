"""What becomes of areas in the course of time (区划调整): one numbered log for each district."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.grids.areas.domain.change_errors import EffectiveInFuture

EVER = date(1900, 1, 1)
"""For what was there before days were written down."""


class ChangeKind(StrEnum):
    """设立, 撤销, 更名, 变更隶属, 合并, 拆分."""

    FOUNDED = "founded"
    ABOLISHED = "abolished"
    RENAMED = "renamed"
    RESUBORDINATED = "resubordinated"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, kw_only=True)
class Warranted:
    """When it takes effect (生效日期), today if nothing else is said, and by which document (文号)."""

    effective_on: date | None = None
    document_number: str | None = None

    def day(self, today: date) -> date:
        """Raises EffectiveInFuture."""
        day = self.effective_on or today
        if day > today:
            raise EffectiveInFuture(effective_on=day)
        return day


@dataclass(frozen=True)
class Change:
    """Out of which areas which came. `was` and `became` are names, or the ids of parents; `moved_ids` are
    areas that came under others by it.

    `primary_id` is the one of `to_ids` that goes on with what no other got.
    """

    kind: ChangeKind
    effective_on: date
    document_number: str | None
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    primary_id: str | None = None
    was: str | None = None
    became: str | None = None
    moved_ids: tuple[str, ...] = ()
