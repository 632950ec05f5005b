"""A resident as a row, and back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from services.chassis.seal import SealedField, Seals
from services.members.residents.domain.resident import (
    Document,
    DocumentKind,
    ResidencyKind,
    Resident,
    ResidentStatus,
)
from services.members.residents.domain.search_keys import search_keys
from services.members.residents.store.tables import DOCUMENT, PHONE, PHONE_KIND, households, residents

EMAIL = SealedField("residents", "email")
Digest = tuple[str, int, bytes]
"""Kind, version of the digest key, digest."""
_PLAIN = (
    "id", "household_id", "area_id", "name", "sex", "birth_date", "relation", "import_id", "version",
    "died_on", "moved_out_on", "import_version",
)  # fmt: skip


@dataclass(frozen=True)
class Sealed:
    """A resident with what is dear to make: sealed values, and what they are found by (by key's version).

    `versions` of the keys were in use when it was made."""

    resident: Resident
    versions: tuple[int, ...]
    document: bytes | None
    phone: bytes | None
    email: bytes | None
    name_keys: tuple[str, ...]
    document_digests: Mapping[int, bytes]
    phone_digests: Mapping[int, bytes]


@dataclass(frozen=True)
class Sealing:
    """Makes it, in a transaction or ahead of one."""

    seals: Seals
    district: str

    def of(self, resident: Resident) -> Sealed:
        document, phone, versions = resident.document, resident.phone, self.versions()
        return Sealed(
            resident,
            versions,
            self._seal(DOCUMENT, resident, document.number if document else None),
            self._seal(PHONE, resident, phone),
            self._seal(EMAIL, resident, resident.email),
            search_keys(resident.name),
            self.digests(document.kind.value, document.number) if document else {},
            self.digests(PHONE_KIND, phone) if phone else {},
        )

    def digests(self, kind: str, number: str) -> Mapping[int, bytes]:
        return self.seals.digests(self.district, kind, number.encode())

    def versions(self) -> tuple[int, ...]:
        return self.seals.versions(self.district)

    def _seal(self, field: SealedField, resident: Resident, value: str | None) -> bytes | None:
        return None if value is None else self.seals.seal(field, resident.id, value.encode(), self.district)


def home_of() -> ColumnElement[Any]:
    """The dwelling of a resident's household."""
    its = (households.c.district == residents.c.district, households.c.id == residents.c.household_id)
    return select(households.c.dwelling_id).where(*its).scalar_subquery().label("dwelling_id")


def row_of(sealed: Sealed) -> dict[str, Any]:
    resident = sealed.resident
    return {name: getattr(resident, name) for name in _PLAIN} | {
        "residency": resident.residency.value,
        "status": resident.status.value,
        "document_kind": resident.document and resident.document.kind.value,
        "document": sealed.document,
        "phone": sealed.phone,
        "email": sealed.email,
    }


def resident_of(row: Mapping[str, Any], seals: Seals) -> Resident:
    """In clear; the row has been read with its home."""
    number = unsealed(row, "document", DOCUMENT, seals)
    return Resident(
        **{name: row[name] for name in _PLAIN},
        residency=ResidencyKind(row["residency"]),
        status=ResidentStatus(row["status"]),
        document=Document(DocumentKind(row["document_kind"]), number) if number else None,
        phone=unsealed(row, "phone", PHONE, seals),
        email=unsealed(row, "email", EMAIL, seals),
        dwelling_id=row["dwelling_id"],
    )


def unsealed(row: Mapping[str, Any], column: str, field: SealedField, seals: Seals) -> str | None:
    sealed = row[column]
    return None if sealed is None else seals.unseal(field, row["id"], sealed, row["district"]).decode()


def name_keys_of(sealed: Sealed) -> Iterator[dict[str, Any]]:
    for key in sealed.name_keys:
        yield {"resident_id": sealed.resident.id, "key": key}


def document_digests_of(sealed: Sealed) -> Iterator[dict[str, Any]]:
    person = sealed.resident
    if person.document is not None:
        kind = person.document.kind.value
        for version, digest in sealed.document_digests.items():
            yield {"kind": kind, "key_version": version, "digest": digest, "person_id": person.id}


def phone_digests_of(sealed: Sealed) -> Iterator[dict[str, Any]]:
    for version, digest in sealed.phone_digests.items():
        yield {"key_version": version, "digest": digest, "person_id": sealed.resident.id}
