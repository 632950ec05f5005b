"""What groupings tell the others: ids, kinds and terms."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class GroupingRow:
    id: str
    kind: str
    community_id: str
    version: int


@dataclass(frozen=True)
class GroupingsFounded(Event):
    first_id: str
    rows: tuple[GroupingRow, ...]


@dataclass(frozen=True)
class GroupingsResettled(Event):
    """At most 500 that belong to another community from now on, for theirs has changed."""

    first_id: str
    rows: tuple[GroupingRow, ...]


@dataclass(frozen=True)
class GroupingRenamed(Event):
    """Its name may be read where it is kept."""

    grouping_id: str
    version: int


@dataclass(frozen=True)
class GroupingUnitsSet(Event):
    """It has so many units now."""

    grouping_id: str
    units: int
    version: int


@dataclass(frozen=True)
class GroupedDwellingRow:
    """From its `version` on a grouping has a dwelling of one of its units, or has it no longer."""

    id: str
    grouping_id: str
    dwelling_id: str
    version: int
    removed: bool = False


@dataclass(frozen=True)
class GroupedDwellingsChanged(Event):
    """At most 500; whoever keeps people shows those who live there to whom the grouping was granted."""

    first_id: str
    rows: tuple[GroupedDwellingRow, ...]


@dataclass(frozen=True)
class HolderRow:
    """Holding `id`: who holds a role in the grouping's units, in a term that is half-open."""

    id: str
    grouping_id: str
    role: str
    staff_id: str
    valid_from: str
    valid_to: str | None
    version: int


@dataclass(frozen=True)
class GroupingHoldersChanged(Event):
    """Holdings that began, or whose end is named."""

    grouping_id: str
    version: int
    rows: tuple[HolderRow, ...]


@dataclass(frozen=True)
class GroupingEnded(Event):
    """It has no units any more, from this day on."""

    grouping_id: str
    closed_on: str
    version: int


@dataclass(frozen=True)
class GroupingKindAdded(Event):
    kind: str
    whole: bool
