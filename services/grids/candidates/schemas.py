"""Candidates on the wire."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Regexp,
    Schema,
    Text,
)
from services.grids.candidates.domain.tags import Tag
from services.grids.candidates.use_cases.change_candidate import ChangeCandidate
from services.grids.candidates.use_cases.enter_candidates import EnterCandidates, NewCandidate
from services.grids.candidates.use_cases.get_candidate import GetCandidate
from services.grids.candidates.use_cases.get_candidate_tags import GetCandidateTags
from services.grids.candidates.use_cases.list_candidates import ListCandidates
from services.grids.candidates.use_cases.take_out_candidate import TakeOutCandidate
from services.grids.candidates.use_cases.write_candidate_tags import WriteCandidateTags

# As of staff: short numbers are phones too; empty is none.
PHONE = Regexp(r"(\+?[0-9][0-9 -]{1,19})?", code="not_a_phone")
A_KEY = Regexp("^[a-z][a-z0-9_]{0,39}$", code="not_a_key")
MOST_TAGS = 20


class NewCandidateSchema(Schema):
    schema_name = "candidates.NewCandidate"
    builds = NewCandidate
    id = Id(required=True)
    area_id = Id(required=True)
    name = Name(required=True)
    duty_phone = Text(at_least=0, load_default="", validate=PHONE)
    tags = ListOf(Text(validate=A_KEY), at_most=MOST_TAGS, load_default=())


class EnterCandidatesSchema(Schema):
    schema_name = "candidates.EnterCandidates"
    builds = EnterCandidates
    candidates = ListOf(Nested(NewCandidateSchema), at_least=1, at_most=500, required=True)


class ChangeCandidateSchema(Schema):
    """What is absent stays; an empty `duty_phone` takes it away."""

    schema_name = "candidates.ChangeCandidate"
    builds = ChangeCandidate
    candidate_id = Id(required=True)
    area_id = Id()
    name = Name()
    duty_phone = Text(at_least=0, validate=PHONE)
    tags = ListOf(Text(validate=A_KEY), at_most=MOST_TAGS)
    seen_version = Integer(minimum=0, required=True)


class TakeOutCandidateSchema(Schema):
    schema_name = "candidates.TakeOutCandidate"
    builds = TakeOutCandidate
    candidate_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class GetCandidateSchema(Schema):
    schema_name = "candidates.GetCandidate"
    builds = GetCandidate
    candidate_id = Id(required=True)


class ListCandidatesSchema(PageQuerySchema):
    schema_name = "candidates.ListCandidates"
    builds = ListCandidates
    area_id = Id(required=True)


class GetCandidateTagsSchema(Schema):
    schema_name = "candidates.GetTags"
    builds = GetCandidateTags


class TagSchema(Schema):
    schema_name = "candidates.Tag"
    builds = Tag
    key = Text(required=True, validate=A_KEY)
    name_zh = Name(required=True)
    name_en = Name(required=True)
    preferred = Flag(load_default=False)


class WriteCandidateTagsSchema(Schema):
    schema_name = "candidates.WriteTags"
    builds = WriteCandidateTags
    valid_from = Day(required=True)
    tags = ListOf(Nested(TagSchema), at_least=1, at_most=100, required=True)
    seen_version = Integer(required=True)


class TakenOutSchema(Schema):
    schema_name = "candidates.TakenOut"
    id = Id(required=True)
    area_id = Id(required=True)
    version = Integer(required=True)


class CandidateSchema(TakenOutSchema):
    """`name` and `duty_phone` are masked for who may not change candidates."""

    schema_name = "candidates.Candidate"
    name = Name(required=True)
    duty_phone = Text(at_least=0, required=True)
    tags = ListOf(Text(), required=True)


class ListedCandidateSchema(CandidateSchema):
    """`preferred`: by a tag of today's list; `is_staff`: they are staff of the same id."""

    schema_name = "candidates.Listed"
    preferred = Flag(required=True)
    is_staff = Flag(required=True)


class EnteredCandidatesSchema(Schema):
    schema_name = "candidates.Entered"
    items = ListOf(Nested(CandidateSchema), required=True)


class CandidatesSchema(PageSchema):
    schema_name = "candidates.Candidates"
    items = ListOf(Nested(ListedCandidateSchema), required=True)


class TagEditionSchema(Schema):
    schema_name = "candidates.TagEdition"
    number = Integer(required=True)
    valid_from = Day(required=True)
    tags = ListOf(Nested(TagSchema), required=True)


class CandidateTagsSchema(Schema):
    schema_name = "candidates.Tags"
    version = Integer(required=True)
    editions = ListOf(Nested(TagEditionSchema), required=True)
