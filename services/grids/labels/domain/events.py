"""What labels tell the others: what has one from now on, and what has none."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class LabelRow:
    """`id` is what it stands for; `unit` is 0 but for a unit of that building."""

    id: str
    kind: str
    unit: int


@dataclass(frozen=True)
class LabelsMade(Event):
    first_target_id: str
    rows: tuple[LabelRow, ...]


@dataclass(frozen=True)
class CityAppsWritten(Event):
    """`of` is what they are kept as: a district has one list of them."""

    of: str
    version: int


@dataclass(frozen=True)
class LabelCalledBack(Event):
    target_id: str
    kind: str
    unit: int
