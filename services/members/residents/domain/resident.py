"""A resident (居民) and the household (家庭户) that they belong to by actual residence."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from services.members.residents.domain.errors import (
    AlreadyDead,
    AlreadyMovedOut,
    DeathBeforeBirth,
    DeathToCome,
    MoveOutBeforeBirth,
    MoveOutToCome,
)
from services.members.residents.domain.events import (
    ResidentDied,
    ResidentMovedOut,
    ResidentRow,
    ResidentsChanged,
)

FIRST = 1
"""The version of whoever has just come."""


class ResidentStatus(StrEnum):
    LIVING = "living"
    MOVED_OUT = "moved_out"
    DEAD = "dead"


class ResidencyKind(StrEnum):
    """户籍, 流动, 境外."""

    REGISTERED = "registered"
    FLOATING = "floating"
    FOREIGN = "foreign"


class DocumentKind(StrEnum):
    """居民身份证; other documents have numbers that no check knows."""

    IDENTITY_NUMBER = "identity_number"
    OTHER = "other"


@dataclass(frozen=True)
class Document:
    kind: DocumentKind
    number: str = field(repr=False)


@dataclass(frozen=True)
class Household:
    """One at a dwelling, but for those that the register tells apart by a number of their own."""

    id: str
    dwelling_id: str
    area_id: str
    import_id: str | None = None
    version: int = 1


@dataclass(frozen=True)
class Resident:
    """`sex` as GB/T 2261.1, `relation` to the head as GB/T 4761; what is sealed in clear, here alone.

    `import_version` is the version in which they are once more as they came with an import; None: the first.
    `dwelling_id` is their household's.
    """

    id: str
    household_id: str
    area_id: str
    name: str = field(repr=False)
    sex: int
    birth_date: date
    relation: str
    residency: ResidencyKind
    document: Document | None = None
    phone: str | None = field(default=None, repr=False)
    status: ResidentStatus = ResidentStatus.LIVING
    import_id: str | None = None
    version: int = 1
    died_on: date | None = None
    moved_out_on: date | None = None
    email: str | None = field(default=None, repr=False)
    import_version: int | None = None
    dwelling_id: str | None = None

    @property
    def is_as_imported(self) -> bool:
        return self.version == (self.import_version or FIRST)

    @property
    def lives_there(self) -> bool:
        """They are counted where they live, until they move out or die."""
        return self.status is ResidentStatus.LIVING

    def die(self, died_on: date, today: date) -> "Ended":
        """Who has moved out may still die: whoever serves them elsewhere hears of it here."""
        if self.status is ResidentStatus.DEAD:
            raise AlreadyDead(resident_id=self.id, died_on=self.died_on)
        if died_on > today:
            raise DeathToCome(died_on=died_on)
        if died_on < self.birth_date:
            raise DeathBeforeBirth(died_on=died_on)
        dead = replace(self, status=ResidentStatus.DEAD, died_on=died_on, version=self.version + 1)
        return dead, dead._told(), ResidentDied(self.id, died_on.isoformat(), dead.version)

    def move_out(self, moved_out_on: date, today: date) -> "Ended":
        """From that day on they live elsewhere."""
        if self.status is ResidentStatus.DEAD:
            raise AlreadyDead(resident_id=self.id, died_on=self.died_on)
        if self.status is ResidentStatus.MOVED_OUT:
            raise AlreadyMovedOut(resident_id=self.id, moved_out_on=self.moved_out_on)
        if moved_out_on > today:
            raise MoveOutToCome(moved_out_on=moved_out_on)
        if moved_out_on < self.birth_date:
            raise MoveOutBeforeBirth(moved_out_on=moved_out_on)
        away = replace(
            self, status=ResidentStatus.MOVED_OUT, moved_out_on=moved_out_on, version=self.version + 1
        )
        return away, away._told(), ResidentMovedOut(self.id, moved_out_on.isoformat(), away.version)

    def _told(self) -> ResidentsChanged:
        return ResidentsChanged(self.id, (self.row(),))

    def row(self) -> ResidentRow:
        return ResidentRow(
            self.id,
            self.household_id,
            self.area_id,
            self.birth_date.isoformat(),
            self.sex,
            self.status.value,
            self.version,
            dwelling_id=self.dwelling_id,
        )


Ended = tuple[Resident, ResidentsChanged, ResidentDied | ResidentMovedOut]
"""The resident as they are from now on, and the two events that say so: to mirrors, and by name."""
