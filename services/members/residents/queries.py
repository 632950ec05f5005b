"""People as they are shown: by id, by area, by name, by number; masked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from services.chassis.caller import Scope
from services.chassis.seal import Seals
from services.chassis.standards.email_address import masked_email
from services.chassis.standards.identity_number import masked_number
from services.chassis.standards.person_name import masked_name
from services.chassis.standards.phone_number import masked_phone
from services.chassis.storage.paging import page
from services.chassis.storage.ranges import starts_with, under
from services.chassis.storage.rows import Rows
from services.chassis.storage.scope import within
from services.members.residents.domain.errors import AreaUnknown, HouseholdUnknown, ResidentUnknown
from services.members.residents.domain.resident import DocumentKind
from services.members.residents.store.rows import EMAIL, home_of, unsealed
from services.members.residents.store.seen import SqlSeen
from services.members.residents.store.tables import (
    DOCUMENT,
    PHONE,
    PHONE_KIND,
    areas,
    households,
    name_keys,
    person_digests,
    phone_digests,
    residents,
)
from services.members.residents.use_cases.ports import After, Page, Row

FACTS = ("id", "household_id", "area_id", "birth_date", "sex", "status", "version")
SHOWN = (*FACTS, "name", "relation", "residency", "document_kind", "died_on", "moved_out_on")
NOBODY: Page = {"items": [], "next": None}


class SqlResidentViews:
    """`in_full`: names are shown as they are; documents, phones and e-mails never."""

    def __init__(self, rows: Rows, scope: Scope, seals: Seals, seen: SqlSeen, *, in_full: bool) -> None:
        self._rows, self._scope, self._seals, self._in_full = rows, scope, seals, in_full
        self._of = seen

    def one(self, resident_id: str) -> Row:
        found = self._rows.one(select(residents).where(*self._seen(), residents.c.id == resident_id))
        if found is None:
            raise ResidentUnknown(resident_id=resident_id)
        return self._shown(found)

    def household(self, household_id: str) -> Row:
        its = (self._rows.of(households), households.c.id == household_id, self._of.households())
        found = self._rows.one(select(households).where(*its))
        if found is None:
            raise HouseholdUnknown(household_id=household_id)
        members = select(residents).where(self._rows.of(residents), residents.c.household_id == household_id)
        people = self._rows.all(
            members.order_by(residents.c.relation, residents.c.birth_date, residents.c.id)
        )
        return {**found, "members": [self._shown(each) for each in people]}

    def within(self, area_id: str, after: After, limit: int) -> Page:
        place = self._rows.one(
            select(areas.c.path).where(
                self._rows.of(areas),
                areas.c.id == area_id,
                areas.c.removed.is_(False),
                within(self._scope, self._rows, areas.c.id, areas),
            )
        )
        if place is None:
            return self._of_grouping(area_id, after, limit)
        inside = select(areas.c.id).where(self._rows.of(areas), under(areas.c.path, place["path"]))
        return self._page([residents.c.area_id.in_(inside)], after, limit)

    def _of_grouping(self, grouping_id: str, after: After, limit: int) -> Page:
        living_there = self._of.of_grouping(grouping_id)
        if living_there is None:
            raise AreaUnknown(area_id=grouping_id)
        return self._page([living_there], after, limit)

    def named(self, prefix: str, after: After, limit: int) -> Page:
        """In the order of the first key that fits, so that nobody is shown twice."""
        of_them = name_keys.alias()
        # Asked of each row that is shown: an anti-join would go through everybody with this beginning.
        first = (
            select(func.min(of_them.c.key))
            .where(
                of_them.c.district == name_keys.c.district,
                of_them.c.resident_id == name_keys.c.resident_id,
                starts_with(of_them.c.key, prefix),
            )
            .scalar_subquery()
        )
        whose = and_(residents.c.district == name_keys.c.district, residents.c.id == name_keys.c.resident_id)
        found = (
            select(name_keys.c.key, name_keys.c.resident_id, *residents.columns)
            .select_from(name_keys.join(residents, whose))
            .where(self._rows.of(name_keys), starts_with(name_keys.c.key, prefix), name_keys.c.key == first)
            .where(self._of.people())
        )
        # Where a page ends is told to whoever asked: a key is a name.
        by = [name_keys.c.key, name_keys.c.resident_id] if self._in_full else [name_keys.c.resident_id]
        items, following = page(self._rows, found, by=by, after=after, limit=limit)
        return {"items": [self._shown(each) for each in items], "next": following}

    def by_document(self, number: str) -> Page:
        kind = DocumentKind.IDENTITY_NUMBER.value
        digests = self._seals.digests(self._rows.district, kind, number.encode())
        held = select(person_digests.c.person_id).where(
            self._rows.of(person_digests),
            person_digests.c.kind == kind,
            person_digests.c.key_version.in_(digests),
            person_digests.c.digest.in_(digests.values()),
        )
        return self._page([residents.c.id.in_(held)], None, 1) if digests else NOBODY

    def by_phone(self, phone: str, after: After, limit: int) -> Page:
        digests = self._seals.digests(self._rows.district, PHONE_KIND, phone.encode())
        held = select(phone_digests.c.person_id).where(
            self._rows.of(phone_digests),
            phone_digests.c.key_version.in_(digests),
            phone_digests.c.digest.in_(digests.values()),
        )
        return self._page([residents.c.id.in_(held)], after, limit) if digests else NOBODY

    def feed(self, after: After, limit: int) -> Page:
        shown = (*(residents.c[name] for name in FACTS), home_of())
        facts = select(*shown).where(self._rows.of(residents))
        items, following = page(self._rows, facts, by=[residents.c.id], after=after, limit=limit)
        return {"items": [_mirrored(each) for each in items], "next": following}

    def _page(self, wanted: Sequence[ColumnElement[bool]], after: After, limit: int) -> Page:
        found = select(residents).where(*self._seen(), *wanted)
        items, following = page(self._rows, found, by=[residents.c.id], after=after, limit=limit)
        return {"items": [self._shown(each) for each in items], "next": following}

    def _seen(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return self._rows.of(residents), self._of.people()

    def _shown(self, row: Mapping[str, Any]) -> dict[str, Any]:
        number, phone, email = (
            unsealed(row, column, field, self._seals)
            for column, field in (("document", DOCUMENT), ("phone", PHONE), ("email", EMAIL))
        )
        return {name: row[name] for name in SHOWN} | {
            "name": row["name"] if self._in_full else masked_name(row["name"]),
            "document_masked": number and masked_number(number),
            "phone_masked": phone and masked_phone(phone),
            "email_masked": email and masked_email(email),
        }


def _mirrored(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "birth_date": row["birth_date"].isoformat(), "removed": False}
