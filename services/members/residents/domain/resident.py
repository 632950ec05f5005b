"""A resident (居民) and the household (家庭户) that they belong to by actual residence."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.members.residents.domain.events import ResidentRow


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
    """`sex` as GB/T 2261.1, `relation` to the head as GB/T 4761; document and phone in clear, here alone."""

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

    def row(self) -> ResidentRow:
        return ResidentRow(
            self.id,
            self.household_id,
            self.area_id,
            self.birth_date.isoformat(),
            self.sex,
            self.status.value,
            self.version,
        )
