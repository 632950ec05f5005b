"""Messages on the wire: which and how they fare, never what they say."""

from marshmallow import fields

from services.chassis.schema import (
    Choice,
    EventSchema,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.notify.messages.domain.state import MessageState, SubjectKind
from services.notify.messages.use_cases.get_message import GetMessage
from services.notify.messages.use_cases.list_messages import ListMessages
from services.notify.messages.use_cases.tell_closing import TellClosing
from services.notify.messages.use_cases.tell_glass_broken import TellGlassBroken


class CaseClosedSchema(EventSchema):
    builds = TellClosing
    case_id = Id(required=True)
    number = Text(required=True)
    area_id = Id(required=True)
    recipient_id = Id(required=True)
    version = Integer(required=True)


class GlassBrokenSchema(EventSchema):
    builds = TellGlassBroken
    grant_id = Id(required=True)
    person_id = Id(required=True)
    role = Text(required=True)
    area_id = Id(required=True)
    valid_until = Moment(required=True)
    version = Integer(required=True)


class GetMessageSchema(Schema):
    schema_name = "messages.GetMessage"
    builds = GetMessage
    message_id = Id(required=True)


class ListMessagesSchema(PageQuerySchema):
    schema_name = "messages.ListMessages"
    builds = ListMessages
    case_id = Id(load_default=None)
    recipient_id = Id(load_default=None)
    subject_kind = Choice(SubjectKind, load_default=None)
    subject_id = Id(load_default=None)


class MessageSchema(Schema):
    """`case_id` is null for what is about no case; `recipient_id` where nobody was found to be told."""

    schema_name = "messages.Message"
    id = Id(required=True)
    recipient_id = Id(required=True, allow_none=True, attribute="recipient")
    template_key = Text(required=True)
    template_edition = Text(required=True)
    language = Text(required=True)
    variables = fields.Dict(keys=Text(), values=Text(), required=True)
    case_id = Id(required=True, allow_none=True)
    area_id = Id(required=True)
    state = Choice(MessageState, required=True)
    reason = Text(required=True, allow_none=True)
    tries = Integer(required=True)
    queued_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    version = Integer(required=True)
    next_try_at = Moment(required=True, allow_none=True)
    possibly_twice = Flag(required=True)
    subject_kind = Choice(SubjectKind, required=True)
    subject_id = Id(required=True)


class MessagesSchema(PageSchema):
    schema_name = "messages.Messages"
    items = ListOf(Nested(MessageSchema), required=True)
