"""People on the wire."""

from services.chassis.schema import (
    Choice,
    Day,
    EventSchema,
    Flag,
    Id,
    Integer,
    ListOf,
    Nested,
    OneOf,
    PageQuerySchema,
    PageSchema,
    Reason,
    Schema,
    Text,
)
from services.members.residents.domain.resident import DocumentKind, ResidencyKind, ResidentStatus
from services.members.residents.use_cases.contacts_of import ContactsOf, ContactStatus
from services.members.residents.use_cases.feed_residents import FeedResidents
from services.members.residents.use_cases.follow_dwellings import FollowDwellings
from services.members.residents.use_cases.get_household import GetHousehold
from services.members.residents.use_cases.get_resident import GetResident
from services.members.residents.use_cases.list_residents import ListResidents
from services.members.residents.use_cases.ports import Place
from services.members.residents.use_cases.record_death import RecordDeath
from services.members.residents.use_cases.record_move_out import RecordMoveOut
from services.members.residents.use_cases.reveal_resident import RevealResident
from services.members.residents.use_cases.search_residents import SearchResidents

SEALED = ("name", "document_number", "phone", "email")
CONTACTS_AT_ONCE = 200


class GetResidentSchema(Schema):
    schema_name = "residents.GetResident"
    builds = GetResident
    resident_id = Id(required=True)


class GetHouseholdSchema(Schema):
    schema_name = "residents.GetHousehold"
    builds = GetHousehold
    household_id = Id(required=True)


class ListResidentsSchema(PageQuerySchema):
    """`area_id`: an area with its subtree, or a grouping that the caller was granted."""

    schema_name = "residents.ListResidents"
    builds = ListResidents
    area_id = Id(required=True)


class SearchResidentsSchema(PageQuerySchema):
    schema_name = "residents.SearchResidents"
    builds = SearchResidents
    name = Text(load_default=None)
    document_number = Text(load_default=None, at_most=40)
    phone = Text(load_default=None, at_most=40)


class RevealResidentSchema(Schema):
    schema_name = "residents.RevealResident"
    builds = RevealResident
    resident_id = Id(required=True)
    what = ListOf(Text(validate=OneOf(SEALED)), at_least=1, at_most=len(SEALED), required=True)
    reason = Reason(at_least=5, required=True)


class RecordDeathSchema(Schema):
    schema_name = "residents.RecordDeath"
    builds = RecordDeath
    resident_id = Id(required=True)
    died_on = Day(required=True)
    seen_version = Integer(minimum=0, required=True)


class RecordMoveOutSchema(Schema):
    schema_name = "residents.RecordMoveOut"
    builds = RecordMoveOut
    resident_id = Id(required=True)
    moved_out_on = Day(required=True)
    seen_version = Integer(minimum=0, required=True)


class ResidentSchema(Schema):
    """`name` whole or by its first character, by role; numbers and e-mail by their ends."""

    schema_name = "residents.Resident"
    id = Id(required=True)
    household_id = Id(required=True)
    area_id = Id(required=True)
    name = Text(required=True)
    sex = Integer(required=True)
    birth_date = Day(required=True)
    relation = Text(required=True)
    residency = Choice(ResidencyKind, required=True)
    status = Choice(ResidentStatus, required=True)
    died_on = Day(required=True, allow_none=True)
    moved_out_on = Day(required=True, allow_none=True)
    document_kind = Choice(DocumentKind, required=True, allow_none=True)
    document_masked = Text(required=True, allow_none=True)
    phone_masked = Text(required=True, allow_none=True)
    email_masked = Text(required=True, allow_none=True)
    version = Integer(required=True)


class ResidentsSchema(PageSchema):
    schema_name = "residents.Residents"
    items = ListOf(Nested(ResidentSchema), required=True)


class HouseholdSchema(Schema):
    schema_name = "residents.Household"
    id = Id(required=True)
    dwelling_id = Id(required=True)
    area_id = Id(required=True)
    members = ListOf(Nested(ResidentSchema), required=True)
    version = Integer(required=True)


class RevealedSchema(Schema):
    """Only what was asked for."""

    schema_name = "residents.Revealed"
    id = Id(required=True)
    name = Text(allow_none=True)
    document_number = Text(allow_none=True)
    phone = Text(allow_none=True)
    email = Text(allow_none=True)


class FeedResidentsSchema(PageQuerySchema):
    schema_name = "residents.FeedResidents"
    builds = FeedResidents


class ResidentRowSchema(Schema):
    """As they are mirrored."""

    schema_name = "residents.ResidentRow"
    id = Id(required=True)
    household_id = Id(required=True)
    area_id = Id(required=True)
    birth_date = Text(required=True)
    sex = Integer(required=True)
    status = Text(required=True)
    version = Integer(required=True)
    removed = Flag(required=True)
    dwelling_id = Id(required=True, allow_none=True)


class ResidentRowsSchema(PageSchema):
    schema_name = "residents.ResidentRows"
    items = ListOf(Nested(ResidentRowSchema), required=True)


class ContactsOfSchema(Schema):
    schema_name = "residents.ContactsOf"
    builds = ContactsOf
    resident_ids = ListOf(Id(), at_least=1, at_most=CONTACTS_AT_ONCE, required=True)


class ContactSchema(Schema):
    """For whoever writes to people, and nobody else: the e-mail is in clear."""

    schema_name = "residents.Contact"
    id = Id(required=True)
    status = Choice(ContactStatus, required=True)
    email = Text(required=True, allow_none=True)
    reachable = Flag(required=True)


class ContactsSchema(Schema):
    schema_name = "residents.Contacts"
    items = ListOf(Nested(ContactSchema), required=True)


class DwellingPlaceSchema(EventSchema):
    builds = Place
    id = Id(required=True)
    area_id = Id(required=True)
    version = Integer(required=True)


class DwellingsMovedSchema(EventSchema):
    builds = FollowDwellings
    rows = ListOf(Nested(DwellingPlaceSchema), required=True)
