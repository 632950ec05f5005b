"""Residents and households in the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, select

from services.chassis.caller import Scope
from services.chassis.seal import Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.chassis.storage.versions import update_versioned
from services.members.residents.domain.errors import ResidentUnknown
from services.members.residents.domain.resident import Household, Resident
from services.members.residents.store.rows import (
    Digest,
    Sealed,
    Sealing,
    document_digests_of,
    home_of,
    name_keys_of,
    phone_digests_of,
    resident_of,
    row_of,
)
from services.members.residents.store.seen import SqlSeen
from services.members.residents.store.tables import (
    areas,
    households,
    name_keys,
    person_digests,
    phone_digests,
    residents,
)


class SqlResidents:
    def __init__(self, rows: Rows, scope: Scope, seals: Seals, seen: SqlSeen) -> None:
        self._rows, self._scope, self._seals, self._seen = rows, scope, seals, seen
        self._sealing = Sealing(seals, rows.district)
        self._digested: dict[tuple[str, str], Mapping[int, bytes]] = {}

    def get(self, resident_id: str) -> Resident:
        row = self._rows.one(
            select(residents, home_of()).where(
                self._rows.of(residents),
                residents.c.id == resident_id,
                self._seen.people(),
            )
        )
        if row is None:
            raise ResidentUnknown(resident_id=resident_id)
        return resident_of(row, self._seals)

    def among(self, resident_ids: Collection[str]) -> dict[str, Resident]:
        """Those of them whom the caller sees."""
        return self._all(residents.c.id.in_(resident_ids), self._seen.people())

    def by_document(self, documents: Collection[tuple[str, str]]) -> dict[tuple[str, str], Resident]:
        """Everybody of the district: a number is one person's, wherever they live. Kind and number → who."""
        asked = {
            (kind, version, digest): (kind, number)
            for kind, number in documents
            for version, digest in self._digests(kind, number).items()
        }
        found = self._bearers(asked)
        if not found:
            return {}
        people = self._all(residents.c.id.in_(set(found.values())))
        return {asked[digest]: people[person_id] for digest, person_id in found.items()}

    def of_households(self, household_ids: Collection[str]) -> list[Resident]:
        return list(self._all(residents.c.household_id.in_(household_ids)).values())

    def homes_of(self, dwelling_ids: Collection[str]) -> dict[str, str]:
        """The households of these dwellings, each with its dwelling."""
        there = (self._rows.of(households), households.c.dwelling_id.in_(dwelling_ids))
        found = self._rows.all(select(households.c.id, households.c.dwelling_id).where(*there))
        return {row["id"]: row["dwelling_id"] for row in found}

    def dwellings_of(self, household_ids: Collection[str]) -> dict[str, str]:
        these = (self._rows.of(households), households.c.id.in_(household_ids))
        found = self._rows.all(select(households.c.id, households.c.dwelling_id).where(*these))
        return {row["id"]: row["dwelling_id"] for row in found}

    def areas_seen(self, area_ids: Collection[str]) -> dict[str, bool]:
        """Those in the caller's areas; False for one that is abolished."""
        among = (self._rows.of(areas), areas.c.id.in_(area_ids), areas.c.removed.is_(False))
        seen = within(self._scope, self._rows, areas.c.id, areas)
        found = self._rows.all(select(areas.c.id, areas.c.active).where(*among, seen))
        return {row["id"]: bool(row["active"]) for row in found}

    def change(self, people: Sequence[Resident]) -> None:
        """Each to its next version, with all that it is found by."""
        rows, ids = self._rows, [each.id for each in people]
        sealed = [self._sealing.of(each) for each in people]
        for each, values in zip(people, map(row_of, sealed), strict=True):
            update_versioned(rows, residents, each.id, each.version - 1, values, lambda _: {})
        for table, column in (
            (name_keys, name_keys.c.resident_id),
            (phone_digests, phone_digests.c.person_id),
        ):
            if ids:
                rows.write(delete(table).where(rows.of(table), column.in_(ids)))
        insert_many(rows, name_keys, [key for each in sealed for key in name_keys_of(each)])
        insert_many(rows, phone_digests, [row for each in sealed for row in phone_digests_of(each)])

    def _all(self, *wanted: ColumnElement[bool]) -> dict[str, Resident]:
        found = self._rows.all(select(residents, home_of()).where(self._rows.of(residents), *wanted))
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

    def _digests(self, kind: str, number: str) -> Mapping[int, bytes]:
        return self._digested.get((kind, number)) or self._sealing.digests(kind, number)

    def use(self, made_ahead: Iterable[Sealed]) -> None:
        """Digests of documents that need not be made once more, unless the keys have changed since."""
        versions = self._sealing.versions()
        for each in made_ahead:
            if (document := each.resident.document) and each.versions == versions:
                self._digested[document.kind.value, document.number] = each.document_digests

    def add(self, found: Sequence[Household], people: Sequence[Resident]) -> None:
        """Households with their first people; ids and documents are new, whoever asks has looked."""
        self.add_sealed(found, [self._sealing.of(each) for each in people])

    def add_sealed(self, found: Sequence[Household], people: Sequence[Sealed]) -> None:
        rows = self._rows
        insert_many(rows, households, [vars(each) for each in found])
        insert_many(rows, residents, [row_of(each) for each in people])
        insert_many(rows, name_keys, [key for each in people for key in name_keys_of(each)])
        self._enter_documents(people)
        insert_many(rows, phone_digests, [row for each in people for row in phone_digests_of(each)])

    def enter_documents(self, people: Sequence[Resident]) -> None:
        """What they are found by from now on; their numbers are new to the district."""
        self._enter_documents([self._sealing.of(each) for each in people])

    def _enter_documents(self, people: Sequence[Sealed]) -> None:
        digests = [row for each in people for row in document_digests_of(each)]
        insert_many(self._rows, person_digests, digests)
