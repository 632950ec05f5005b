"""What organisations tell the others: ids, kinds and days."""

from dataclasses import dataclass

from services.chassis.domain import Event


@dataclass(frozen=True)
class OrganisationRow:
    """`area_id` null: bound to nothing."""

    id: str
    kind: str
    area_id: str | None
    version: int


@dataclass(frozen=True)
class OrganisationsFounded(Event):
    first_id: str
    rows: tuple[OrganisationRow, ...]


@dataclass(frozen=True)
class OrganisationsMoved(Event):
    """At most 500 that lie in another area from now on, as theirs is no more."""

    first_id: str
    rows: tuple[OrganisationRow, ...]


@dataclass(frozen=True)
class OrganisationChanged(Event):
    """Its name, what it stands under, or what it is bound to may be read where it is kept."""

    organisation_id: str
    version: int


@dataclass(frozen=True)
class OrganisationEnded(Event):
    organisation_id: str
    closed_on: str
    version: int


@dataclass(frozen=True)
class MemberRow:
    id: str
    staff_id: str
    capacity: str
    valid_from: str
    valid_to: str | None
    version: int


@dataclass(frozen=True)
class OrganisationMembersChanged(Event):
    """At most 500 memberships that began, or whose end is named."""

    organisation_id: str
    version: int
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True)
class OrganisationKindsWritten(Event):
    """`list_id` is always "organisations": the district has one."""

    list_id: str
    number: int
    valid_from: str
