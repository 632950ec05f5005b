"""Messages on the wire: a message and a row of a list look the same, and say nothing of the text."""

import pytest

from services.chassis.errors import FieldsInvalid
from services.notify.messages.schemas import (
    CaseClosedSchema,
    GetMessageSchema,
    ListMessagesSchema,
    MessageSchema,
    MessagesSchema,
)
from services.notify.messages.use_cases.ports import Wanted
from services.notify.templates.schemas import TemplateSchema, WriteTemplateSchema
from tests.notify.builders import a_closing, a_message, a_template


def test_a_message_is_shown_whole_but_for_its_lease():
    shown = MessageSchema().dump(a_message())
    assert set(vars(a_message())) - set(shown) == {"leased_until"}
    assert (shown["state"], shown["queued_at"]) == ("queued", "2026-03-02T09:00:00+08:00")


def test_a_kept_message_looks_the_same_in_a_list(within):
    with within() as tx:
        tx.messages.add(a_message())
    with within() as tx:
        listed = MessagesSchema().dump(tx.message_lists.found(Wanted(), None, 50))
    assert listed == {"items": [MessageSchema().dump(a_message())], "next": None}


def test_a_closing_is_read_by_the_fields_it_needs_and_no_others():
    event = vars(a_closing()) | {"district": "d7k2m9", "feedback": "never read"}
    assert CaseClosedSchema().parse(event) == a_closing()


@pytest.mark.parametrize(
    ("schema", "body", "field", "code"),
    [
        (GetMessageSchema, {}, "message_id", "required"),
        (GetMessageSchema, {"message_id": "7"}, "message_id", "not_an_id"),
        (ListMessagesSchema, {"limit": 201}, "limit", "out_of_range"),
        (ListMessagesSchema, {"case_id": "7"}, "case_id", "not_an_id"),
        (ListMessagesSchema, {"text": "x"}, "text", "unknown"),
        (WriteTemplateSchema, {"language": "fr"}, "language", "not_one_of"),
        (WriteTemplateSchema, {"text": ""}, "text", "too_short"),
        (WriteTemplateSchema, {"text": "x" * 501}, "text", "too_long"),
        (WriteTemplateSchema, {"seen_version": -1}, "seen_version", "out_of_range"),
    ],
)
def test_a_field_that_does_not_fit_is_named(schema, body, field, code):
    with pytest.raises(FieldsInvalid) as refused:
        schema().parse(body)
    assert (field, code) in {(each.field, each.code) for each in refused.value.fields}


def test_a_template_shows_how_many_texts_the_district_has_written():
    preset, own = a_template(), a_template().rewritten("{number}", version=3)[0]
    assert [TemplateSchema().dump(each)["version"] for each in (preset, own)] == [0, 3]
    assert [TemplateSchema().dump(each)["edition"] for each in (preset, own)] == ["preset-1", "district-3"]
