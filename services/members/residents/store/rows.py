"""A resident as a row, and back."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.chassis.seal import SealedField, Seals
from services.members.residents.domain.resident import (
    Document,
    DocumentKind,
    ResidencyKind,
    Resident,
    ResidentStatus,
)
from services.members.residents.domain.search_keys import search_keys

DOCUMENT, PHONE = SealedField("residents", "document"), SealedField("residents", "phone")
EMAIL = SealedField("residents", "email")
PHONE_KIND = "phone"
Digest = tuple[str, int, bytes]
"""Kind, version of the digest key, digest."""
_PLAIN = (
    "id", "household_id", "area_id", "name", "sex", "birth_date", "relation", "import_id", "version",
    "died_on", "moved_out_on", "import_version",
)  # fmt: skip


def row_of(resident: Resident, seals: Seals, district: str) -> dict[str, Any]:
    document, phone, email = resident.document, resident.phone, resident.email
    return {name: getattr(resident, name) for name in _PLAIN} | {
        "residency": resident.residency.value,
        "status": resident.status.value,
        "document_kind": document and document.kind.value,
        "document": document and seals.seal(DOCUMENT, resident.id, document.number.encode(), district),
        "phone": phone and seals.seal(PHONE, resident.id, phone.encode(), district),
        "email": email and seals.seal(EMAIL, resident.id, email.encode(), district),
    }


def resident_of(row: Mapping[str, Any], seals: Seals) -> Resident:
    """In clear."""
    number = unsealed(row, "document", DOCUMENT, seals)
    return Resident(
        **{name: row[name] for name in _PLAIN},
        residency=ResidencyKind(row["residency"]),
        status=ResidentStatus(row["status"]),
        document=Document(DocumentKind(row["document_kind"]), number) if number else None,
        phone=unsealed(row, "phone", PHONE, seals),
        email=unsealed(row, "email", EMAIL, seals),
    )


def unsealed(row: Mapping[str, Any], column: str, field: SealedField, seals: Seals) -> str | None:
    sealed = row[column]
    return None if sealed is None else seals.unseal(field, row["id"], sealed, row["district"]).decode()


def name_keys_of(resident: Resident) -> Iterator[dict[str, Any]]:
    for key in search_keys(resident.name):
        yield {"resident_id": resident.id, "key": key}
