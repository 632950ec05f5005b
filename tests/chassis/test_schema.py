"""What a request may carry: strict types, codes instead of prose, and commands out of JSON."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from marshmallow import ValidationError, fields, validates_schema

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.schema import (
    Choice,
    Code,
    Day,
    EventSchema,
    Flag,
    Id,
    Integer,
    Length,
    ListOf,
    Moment,
    Name,
    Nested,
    OneOf,
    PageQuerySchema,
    PageSchema,
    Range,
    Regexp,
    Schema,
    Text,
    Words,
)

AN_ID = "018f3c1e-7b2a-7c31-9d52-0a1b2c3d4e5f"


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Desk:
    name: str
    legs: int = 4


@dataclass(frozen=True)
class FurnishRoom:
    id: str
    desks: tuple[Desk, ...]
    colour: Colour | None


class DeskSchema(Schema):
    schema_name = "rooms.Desk"
    builds = Desk
    name = Name(required=True)
    legs = Integer(minimum=1, maximum=8)


class FurnishRoomSchema(Schema):
    schema_name = "rooms.FurnishRoom"
    builds = FurnishRoom
    id = Id(required=True)
    desks = ListOf(Nested(DeskSchema()), required=True, at_least=1, at_most=3)
    colour = Choice(Colour, load_default=None)


def a_body(**changes: Any) -> dict[str, Any]:
    return {"id": AN_ID, "desks": [{"name": "oak"}], "colour": "red"} | changes


def wrong(body: Any, schema: Schema | None = None) -> list[FieldError]:
    with pytest.raises(FieldsInvalid) as refusal:
        (schema or FurnishRoomSchema()).parse(body)
    return list(refusal.value.fields)


def code_of(field: fields.Field[Any], value: Any) -> FieldError | None:
    schema = Schema.from_dict({"it": field})()
    assert isinstance(schema, Schema)
    try:
        schema.parse({"it": value})
    except FieldsInvalid as refusal:
        return refusal.fields[0]
    return None


def test_a_body_becomes_the_frozen_command_with_its_parts() -> None:
    assert FurnishRoomSchema().parse(a_body()) == FurnishRoom(AN_ID, (Desk("oak"),), Colour.RED)


def test_a_field_left_out_takes_the_commands_default() -> None:
    assert FurnishRoomSchema().parse({"id": AN_ID, "desks": [{"name": "oak"}]}).colour is None


@pytest.mark.parametrize("body", [None, [], "text", 7, True])
def test_a_body_that_is_no_object_is_said_once(body: Any) -> None:
    assert wrong(body) == [FieldError("", "not_an_object")]


def test_every_wrong_field_is_named_by_its_path_in_order() -> None:
    desks: list[Any] = [{"name": "oak", "legs": 9}, {"legs": "4"}, 5]
    assert wrong({"desks": desks, "size": 1}) == [
        FieldError("desks.0.legs", "out_of_range", {"min": 1, "max": 8}),
        FieldError("desks.1.legs", "wrong_type"),
        FieldError("desks.1.name", "required"),
        FieldError("desks.2", "not_an_object"),
        FieldError("id", "required"),
        FieldError("size", "unknown"),
    ]


def test_unknown_fields_are_refused_in_nested_objects_too() -> None:
    assert wrong(a_body(desks=[{"name": "oak", "price": 3}])) == [FieldError("desks.0.price", "unknown")]


def test_items_are_ordered_as_numbers_not_as_text() -> None:
    schema = Schema.from_dict({"it": ListOf(Integer())})()
    assert isinstance(schema, Schema)
    found = [one.field for one in wrong({"it": ["x"] * 11}, schema)]
    assert found == [f"it.{index}" for index in range(11)]


@pytest.mark.parametrize("desks", [[], [{"name": "oak"}] * 4])
def test_a_list_is_refused_below_and_above_its_length(desks: list[Any]) -> None:
    assert wrong(a_body(desks=desks))[0].code == ("too_short" if not desks else "too_long")


def test_a_list_that_is_too_long_is_not_looked_into() -> None:
    assert wrong(a_body(desks=[None] * 4)) == [FieldError("desks", "too_long", {"max": 3})]


def test_at_most_a_hundred_wrong_fields_are_listed() -> None:
    assert len(wrong(dict.fromkeys((str(number) for number in range(300)), 1))) == 100


def test_a_key_of_somebodys_own_making_is_cut_short() -> None:
    assert len(wrong(a_body(**{"x" * 5000: 1}))[0].field) == 100


@pytest.mark.parametrize("value", [0, -1, 2**53 - 1, -(2**53) + 1])
def test_whole_numbers_come_through(value: int) -> None:
    assert code_of(Integer(), value) is None


@pytest.mark.parametrize("value", ["5", True, 5.0, 5.5, [], None])
def test_what_only_looks_like_a_whole_number_is_refused(value: Any) -> None:
    assert code_of(Integer(), value) == FieldError("it", "null" if value is None else "wrong_type")


@pytest.mark.parametrize("value", [2**53, -(2**53)])
def test_a_number_that_readers_would_round_is_refused(value: int) -> None:
    found = code_of(Integer(), value)
    assert found is not None and found.code == "out_of_range"


@pytest.mark.parametrize("value", ["true", 1, 0, None])
def test_a_flag_is_true_or_false_alone(value: Any) -> None:
    assert code_of(Flag(), value) is not None
    assert code_of(Flag(), True) is None


@pytest.mark.parametrize(
    "value", [AN_ID.upper(), AN_ID.replace("-", ""), "{" + AN_ID + "}", AN_ID + "\n", "1", ""]
)
def test_only_the_canonical_spelling_is_an_id(value: str) -> None:
    assert code_of(Id(), AN_ID) is None
    assert code_of(Id(), value) == FieldError("it", "not_an_id")


def test_an_id_that_is_no_text_has_the_wrong_type() -> None:
    assert code_of(Id(), 7) == FieldError("it", "wrong_type")


def test_a_name_has_one_to_two_hundred_characters() -> None:
    assert code_of(Name(), "李") is None
    assert code_of(Name(), "李" * 200) is None
    assert code_of(Name(), "  ") == FieldError("it", "too_short", {"min": 1})
    assert code_of(Name(), "李" * 201) == FieldError("it", "too_long", {"max": 200})


@pytest.mark.parametrize("mark", ["\x00", "\n", "\u2028", "\u202e", "\x9f"])
def test_a_name_holds_no_control_characters(mark: str) -> None:
    assert code_of(Name(), f"a{mark}b") == FieldError("it", "control_characters")


def test_words_may_have_lines_but_no_zero_byte() -> None:
    assert code_of(Words(), "first\n\tsecond\r\n" + "x" * 3984) is None
    assert code_of(Words(), "a\x00b") == FieldError("it", "control_characters")
    assert code_of(Words(), "x" * 4001) == FieldError("it", "too_long", {"max": 4000})


def test_text_is_trimmed() -> None:
    assert Schema.from_dict({"it": Text()})().load({"it": "  oak\u3000"}) == {"it": "oak"}


@pytest.mark.parametrize("value", ["20260305", "2026-W10-4", "2026-02-29", "2026-3-5", "", 20260305])
def test_a_day_has_one_spelling(value: Any) -> None:
    assert code_of(Day(), "2026-03-05") is None
    assert code_of(Day(), value) == FieldError("it", "not_a_date")


def test_a_moment_is_utc_inside_and_shanghai_outside() -> None:
    schema = Schema.from_dict({"it": Moment()})()
    loaded = schema.load({"it": "2026-03-05T08:00:00+08:00"})
    assert loaded == {"it": datetime(2026, 3, 5, tzinfo=UTC)}
    assert schema.dump(loaded) == {"it": "2026-03-05T08:00:00+08:00"}


@pytest.mark.parametrize("value", ["2026-03-05T08:00:00", "2026-03-05", 5])
def test_a_moment_without_offset_is_refused(value: Any) -> None:
    assert code_of(Moment(), value) == FieldError("it", "not_a_time")


def test_a_choice_tells_its_choices() -> None:
    assert code_of(Choice(Colour), "red") is None
    assert code_of(Choice(Colour), "blue") == FieldError("it", "not_one_of", {"choices": ["red", "green"]})
    assert code_of(Choice(Colour), 3) == FieldError("it", "wrong_type")


@pytest.mark.parametrize(
    ("check", "good", "bad", "found"),
    [
        (Length(equal=2), "ab", "a", FieldError("it", "too_short", {"min": 2})),
        (Length(equal=2), "ab", "abc", FieldError("it", "too_long", {"max": 2})),
        (Range(min=1), 1, 0, FieldError("it", "too_small", {"min": 1})),
        (Range(max=1), 1, 2, FieldError("it", "too_large", {"max": 1})),
        (OneOf(["a", "b"]), "a", "c", FieldError("it", "not_one_of", {"choices": ["a", "b"]})),
        (Regexp("^[0-9]{2}$"), "12", "12\n", FieldError("it", "wrong_format")),
    ],
)
def test_a_check_refuses_with_its_code_and_values(check: Any, good: Any, bad: Any, found: FieldError) -> None:
    assert code_of(fields.Raw(validate=check), good) is None
    assert code_of(fields.Raw(validate=check), bad) == found


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (fields.String(), 3, "wrong_type"),
        (fields.List(fields.String()), [3], "wrong_type"),
        (fields.Dict(values=fields.Integer(strict=True)), {"a": "3"}, "wrong_type"),
        (fields.UUID(), "x", "not_an_id"),
        (fields.Boolean(), "perhaps", "wrong_type"),
    ],
)
def test_fields_of_the_library_speak_in_codes_as_well(
    field: fields.Field[Any], value: Any, code: str
) -> None:
    found = code_of(field, value)
    assert found is not None and found.code == code


def test_an_object_is_not_a_list_of_its_keys() -> None:
    assert code_of(ListOf(Text()), {"a": 1}) == FieldError("it", "wrong_type")


def test_a_rule_over_two_fields_points_at_the_one_it_names() -> None:
    class Span(Schema):
        start = Day(required=True)
        end = Day(required=True)

        @validates_schema
        def ends_later(self, loaded: dict[str, date], **_: Any) -> None:
            if loaded["end"] <= loaded["start"]:
                raise ValidationError(Code("too_small", min=loaded["start"]), "end")

    found = wrong({"start": "2026-01-02", "end": "2026-01-02"}, Span())
    assert found == [FieldError("end", "too_small", {"min": date(2026, 1, 2)})]


def test_a_page_is_asked_for_with_limit_and_after() -> None:
    assert PageQuerySchema().parse({}) == {"limit": 50, "after": None}
    assert PageQuerySchema().parse({"limit": 200, "after": ["a", 3, None]})["after"] == ("a", 3, None)


@pytest.mark.parametrize("limit", [0, 201])
def test_a_page_has_one_to_two_hundred_rows(limit: int) -> None:
    assert wrong({"limit": limit}, PageQuerySchema()) == [
        FieldError("limit", "out_of_range", {"min": 1, "max": 200})
    ]


@pytest.mark.parametrize("after", [[], [True], [1.5], [["a"]], [1] * 9, "a"])
def test_a_position_is_a_short_list_of_plain_values(after: Any) -> None:
    assert wrong({"after": after}, PageQuerySchema())


def test_a_page_ends_with_null() -> None:
    assert PageSchema().dump({"next": None}) == {"next": None}
    assert PageSchema().dump({"next": ("a", 1)}) == {"next": ["a", 1]}


def test_a_listener_leaves_out_what_it_does_not_read() -> None:
    class Moved(EventSchema):
        area_id = Id(required=True)

    assert Moved().parse({"area_id": AN_ID, "more": 1}) == {"area_id": AN_ID}


def test_a_schema_with_a_field_its_command_does_not_take_is_a_defect() -> None:
    class TooMuch(DeskSchema):
        colour = Text()

    with pytest.raises(TypeError, match="colour"):
        TooMuch()


def test_a_schema_that_may_leave_out_what_its_command_needs_is_a_defect() -> None:
    class TooLittle(Schema):
        builds = Desk
        name = Name()

    with pytest.raises(TypeError, match="name"):
        TooLittle()
