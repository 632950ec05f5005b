"""A QR label (二维码牌): a token on a wall that stands for a grid, a building or a unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.grids.labels.domain.errors import LabelRevoked, UnitOnlyOfUnits
from services.grids.labels.domain.events import LabelCalledBack, LabelRow, LabelsMade

NO_UNIT = 0


class TargetKind(StrEnum):
    """网格, 楼栋, 单元."""

    AREA = "area"
    BUILDING = "building"
    UNIT = "unit"


@dataclass(frozen=True)
class Target:
    """`target_id` is an area's or a building's; `unit` is its number in the building, or 0."""

    kind: TargetKind
    target_id: str
    unit: int = NO_UNIT

    def must_fit(self) -> None:
        """Raises UnitOnlyOfUnits."""
        if (self.unit == NO_UNIT) is (self.kind is TargetKind.UNIT):
            raise UnitOnlyOfUnits(target_id=self.target_id)


@dataclass
class Label:
    token: str
    target: Target
    made_at: datetime
    revoked_at: datetime | None = None
    version: int = 1

    def row(self) -> LabelRow:
        return LabelRow(self.target.target_id, self.target.kind.value, self.target.unit)

    def revoke(self, now: datetime) -> LabelCalledBack:
        """Lost, or in the wrong place: it leads nowhere from now on."""
        if self.revoked_at is not None:
            raise LabelRevoked
        self.revoked_at = now
        self.version += 1
        return LabelCalledBack(self.target.target_id, self.target.kind.value, self.target.unit)


def made(labels: Sequence[Label]) -> LabelsMade:
    return LabelsMade(labels[0].target.target_id, tuple(label.row() for label in labels))
