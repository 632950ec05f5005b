"""Households and residents in the database: numbers and phones sealed, with digests to find them by."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    delete,
    select,
)

from services.chassis.caller import Scope
from services.chassis.ids import new_id
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.chassis.storage.versions import update_versioned
from services.members.residents.domain.errors import ResidentUnknown
from services.members.residents.domain.resident import (
    Document,
    DocumentKind,
    Household,
    ResidencyKind,
    Resident,
    ResidentStatus,
)
from services.members.residents.domain.search_keys import search_keys

metadata = MetaData()

households = tenant_table(
    "households",
    metadata,
    Column("id", Key, primary_key=True),
    Column("dwelling_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("import_id", Key),
    Column("version", BigInteger, nullable=False),
    Index("households_in", "district", "area_id", "id"),
    Index("households_of_import", "district", "import_id"),
)

residents = tenant_table(
    "residents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("household_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("sex", Integer, nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("relation", Key, nullable=False),
    Column("residency", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("document_kind", Key),
    Column("document", LargeBinary),  # sealed
    Column("phone", LargeBinary),  # sealed
    Column("import_id", Key),
    Column("version", BigInteger, nullable=False),
    Index("residents_of_household", "district", "household_id"),
    Index("residents_in", "district", "area_id", "id"),
    Index("residents_of_import", "district", "import_id"),
)

name_keys = tenant_table(
    "name_keys",
    metadata,
    Column("resident_id", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Index("name_keys_by_key", "district", "key", "resident_id"),
)

# A number is one person's: its digest is the key, of every version of the digest key that is in use (D11).
person_digests = tenant_table(
    "person_digests",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("key_version", Integer, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("person_id", Key, nullable=False),
    Index("person_digests_of", "district", "person_id"),
)

phone_digests = tenant_table(
    "phone_digests",
    metadata,
    Column("key_version", Integer, primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("person_id", Key, primary_key=True),
    Index("phone_digests_of", "district", "person_id"),
)

reveals = tenant_table(
    "reveals",
    metadata,
    Column("id", Key, primary_key=True),
    Column("resident_id", Key, nullable=False),
    Column("request_id", Key, nullable=False),
    Column("at", Moment, nullable=False),
    Column("principal", Key, nullable=False),
    Column("what", Key, nullable=False),
    Column("reason", Text, nullable=False),
    Index("reveals_of_resident", "district", "resident_id", "at"),
)

areas = tenant_table(
    "areas",
    metadata,
    Column("id", Key, primary_key=True),
    Column("parent_id", Key),
    Column("path", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Index("areas_by_path", "district", "path"),
)

staff = tenant_table(
    "staff",
    metadata,
    Column("id", Key, primary_key=True),
    Column("display_name", Key, nullable=False),
    Column("duty_phone", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
)

DOCUMENT, PHONE = SealedField("residents", "document"), SealedField("residents", "phone")
PHONE_KIND = "phone"
Digest = tuple[str, int, bytes]
"""Kind, version of the digest key, digest."""
_PLAIN = ("id", "household_id", "area_id", "name", "sex", "birth_date", "relation", "import_id", "version")


def row_of(resident: Resident, seals: Seals, district: str) -> dict[str, Any]:
    document, phone = resident.document, resident.phone
    return {name: getattr(resident, name) for name in _PLAIN} | {
        "residency": resident.residency.value,
        "status": resident.status.value,
        "document_kind": document and document.kind.value,
        "document": document and seals.seal(DOCUMENT, resident.id, document.number.encode(), district),
        "phone": phone and seals.seal(PHONE, resident.id, phone.encode(), district),
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
    )


def unsealed(row: Mapping[str, Any], column: str, field: SealedField, seals: Seals) -> str | None:
    sealed = row[column]
    return None if sealed is None else seals.unseal(field, row["id"], sealed, row["district"]).decode()


class SqlResidents:
    def __init__(self, rows: Rows, scope: Scope, seals: Seals) -> None:
        self._rows, self._scope, self._seals = rows, scope, seals

    def get(self, resident_id: str) -> Resident:
        row = self._rows.one(
            select(residents).where(
                self._rows.of(residents),
                residents.c.id == resident_id,
                within(self._scope, self._rows, residents.c.area_id, areas),
            )
        )
        if row is None:
            raise ResidentUnknown(resident_id=resident_id)
        return resident_of(row, self._seals)

    def by_document(self, documents: Collection[tuple[str, str]]) -> dict[tuple[str, str], Resident]:
        """Everybody of the district: a number is one person's, wherever they live. Kind and number → who."""
        asked = {
            (kind, version, digest): (kind, number)
            for kind, number in documents
            for version, digest in self._digests(kind, number).items()
        }
        found = self._bearers(asked)
        people = self._all(residents.c.id.in_(set(found.values())))
        return {asked[digest]: people[person_id] for digest, person_id in found.items()}

    def of_households(self, household_ids: Collection[str]) -> list[Resident]:
        return list(self._all(residents.c.household_id.in_(household_ids)).values())

    def known_households(self, household_ids: Collection[str]) -> set[str]:
        among = select(households.c.id).where(self._rows.of(households), households.c.id.in_(household_ids))
        return {row["id"] for row in self._rows.all(among)}

    def areas_seen(self, area_ids: Collection[str]) -> set[str]:
        among = (self._rows.of(areas), areas.c.id.in_(area_ids))
        seen = within(self._scope, self._rows, areas.c.id, areas)
        return {row["id"] for row in self._rows.all(select(areas.c.id).where(*among, seen))}

    def change(self, people: Sequence[Resident]) -> None:
        """Each to its next version, with all that it is found by."""
        rows, ids = self._rows, [each.id for each in people]
        for each in people:
            values = row_of(each, self._seals, rows.district)
            update_versioned(rows, residents, each.id, each.version - 1, values)
        for table, column in (
            (name_keys, name_keys.c.resident_id),
            (phone_digests, phone_digests.c.person_id),
        ):
            if ids:
                rows.write(delete(table).where(rows.of(table), column.in_(ids)))
        insert_many(rows, name_keys, [key for each in people for key in _name_keys(each)])
        insert_many(rows, phone_digests, [row for each in people for row in self._phone_digests(each)])

    def _all(self, wanted: ColumnElement[bool]) -> dict[str, Resident]:
        found = self._rows.all(select(residents).where(self._rows.of(residents), wanted))
        return {row["id"]: resident_of(row, self._seals) for row in found}

    def _bearers(self, digests: Collection[Digest]) -> dict[Digest, str]:
        by_place: dict[tuple[str, int], list[bytes]] = {}
        for kind, version, digest in digests:
            by_place.setdefault((kind, version), []).append(digest)
        found = {}
        for (kind, version), wanted in by_place.items():
            held = select(person_digests.c.digest, person_digests.c.person_id).where(
                self._rows.of(person_digests),
                person_digests.c.kind == kind,
                person_digests.c.key_version == version,
                person_digests.c.digest.in_(wanted),
            )
            for row in self._rows.all(held):
                found[kind, version, bytes(row["digest"])] = row["person_id"]
        return found

    def _digests(self, kind: str, number: str) -> dict[int, bytes]:
        return self._seals.digests(self._rows.district, kind, number.encode())

    def add(self, found: Sequence[Household], people: Sequence[Resident]) -> None:
        """Households with their first people; ids and documents are new, whoever asks has looked."""
        rows, seals = self._rows, self._seals
        insert_many(rows, households, [vars(each) for each in found])
        insert_many(rows, residents, [row_of(each, seals, rows.district) for each in people])
        insert_many(rows, name_keys, [key for each in people for key in _name_keys(each)])
        insert_many(rows, person_digests, [row for each in people for row in self._document_digests(each)])
        insert_many(rows, phone_digests, [row for each in people for row in self._phone_digests(each)])

    def _document_digests(self, resident: Resident) -> Iterator[dict[str, Any]]:
        if resident.document is not None:
            kind = resident.document.kind.value
            for version, digest in self._digests(kind, resident.document.number).items():
                yield {"kind": kind, "key_version": version, "digest": digest, "person_id": resident.id}

    def _phone_digests(self, resident: Resident) -> Iterator[dict[str, Any]]:
        if resident.phone is not None:
            for version, digest in self._digests(PHONE_KIND, resident.phone).items():
                yield {"key_version": version, "digest": digest, "person_id": resident.id}


class SqlReveals:
    def __init__(self, rows: Rows, at: Any, principal: str, request_id: str) -> None:
        self._rows, self._at, self._principal, self._request_id = rows, at, principal, request_id

    def keep(self, resident_id: str, what: Sequence[str], reason: str) -> None:
        row = {
            "id": new_id(),
            "request_id": self._request_id,
            "resident_id": resident_id,
            "at": self._at,
            "principal": self._principal,
            "what": ",".join(what),
            "reason": reason,
        }
        insert_many(self._rows, reveals, [row])


def _name_keys(resident: Resident) -> Iterator[dict[str, Any]]:
    for key in search_keys(resident.name):
        yield {"resident_id": resident.id, "key": key, "area_id": resident.area_id}
