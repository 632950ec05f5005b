"""Fields are strict about JSON types and refuse with codes."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from marshmallow import fields

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.schema import (
    Choice,
    Day,
    DayHeard,
    Flag,
    Id,
    Integer,
    Length,
    ListOf,
    Moment,
    Name,
    OneOf,
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


def code_of(field: fields.Field[Any], value: Any) -> FieldError | None:
    schema = Schema.from_dict({"it": field})()
    assert isinstance(schema, Schema)
    try:
        schema.parse({"it": value})
    except FieldsInvalid as refusal:
        return refusal.fields[0]
    return None


@pytest.mark.parametrize("value", [0, -1, 2**53 - 1, -(2**53) + 1])
def test_whole_numbers_come_through(value: int) -> None:
    assert code_of(Integer(), value) is None


@pytest.mark.parametrize("value", ["5", True, 5.0, 5.5, [], None])
def test_what_only_looks_like_a_whole_number_is_refused(value: Any) -> None:
    assert code_of(Integer(), value) == FieldError("it", "null" if value is None else "wrong_type")


@pytest.mark.parametrize("value", [2**53, -(2**53)])
def test_a_number_that_readers_would_round_is_refused(value: int) -> None:
    found = code_of(Integer(), value)
    assert found is not None
    assert found.code == "out_of_range"


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
    assert code_of(Name(), "\u200b\u00ad") == FieldError("it", "too_short", {"min": 1})
    assert code_of(Name(), "  ") == FieldError("it", "too_short", {"min": 1})
    assert code_of(Name(), "李" * 201) == FieldError("it", "too_long", {"max": 200})


@pytest.mark.parametrize("mark", ["\x00", "\n", "\u2028", "\u202e", "\x9f"])
def test_a_name_holds_no_control_characters(mark: str) -> None:
    assert code_of(Name(), f"a{mark}b") == FieldError("it", "control_characters")


def test_words_may_have_lines_but_no_zero_byte() -> None:
    assert code_of(Words(), "first\n\tsecond\r\n" + "x" * 3984) is None
    assert code_of(Words(), "a\x00b") == FieldError("it", "control_characters")
    assert code_of(Words(), "x" * 4001) == FieldError("it", "too_long", {"max": 4000})


def test_a_name_has_nothing_in_it_that_nobody_sees() -> None:
    said = Schema.from_dict({"it": Name()})().load({"it": "\u200b第\u00ad一\u3000 网格\ufeff"})
    assert said == {"it": "第一 网格"}


def test_text_is_trimmed() -> None:
    assert Schema.from_dict({"it": Text()})().load({"it": "  oak\u3000"}) == {"it": "oak"}


@pytest.mark.parametrize("value", ["20260305", "2026-W10-4", "2026-02-29", "2026-3-5", "", 20260305])
def test_a_day_has_one_spelling(value: Any) -> None:
    assert code_of(Day(), "2026-03-05") is None
    assert code_of(Day(), value) == FieldError("it", "not_a_date")


@pytest.mark.parametrize("value", ["1900-01-01", "2199-12-31"])
def test_a_day_lies_within_three_centuries(value: str) -> None:
    assert code_of(Day(), value) is None


@pytest.mark.parametrize("value", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_outside_them_is_refused(value: str) -> None:
    bounds: dict[str, object] = {"min": "1900-01-01", "max": "2199-12-31"}
    assert code_of(Day(), value) == FieldError("it", "out_of_range", bounds)


@pytest.mark.parametrize(
    ("value", "taken"), [("0001-01-01", date(1900, 1, 1)), ("9999-12-31", date(2199, 12, 31))]
)
def test_one_that_is_heard_of_is_the_nearest_of_them(value: str, taken: date) -> None:
    assert Schema.from_dict({"it": DayHeard()})().load({"it": value}) == {"it": taken}


def test_a_moment_is_utc_inside_and_shanghai_outside() -> None:
    schema = Schema.from_dict({"it": Moment()})()
    loaded = schema.load({"it": "2026-03-05T08:00:00+08:00"})
    assert loaded == {"it": datetime(2026, 3, 5, tzinfo=UTC)}
    assert schema.dump(loaded) == {"it": "2026-03-05T08:00:00+08:00"}


@pytest.mark.parametrize("value", ["2026-03-05T08:00:00", "2026-03-05", 5])
def test_a_moment_without_offset_is_refused(value: Any) -> None:
    assert code_of(Moment(), value) == FieldError("it", "not_a_time")


@pytest.mark.parametrize(
    "value", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-14:00", "1899-12-31T23:59:59Z"]
)
def test_a_moment_lies_within_1900_and_2199(value: Any) -> None:
    assert code_of(Moment(), value) == FieldError("it", "out_of_range", {"min": 1900, "max": 2199})
    assert code_of(Moment(), "2199-12-31T23:59:59-14:00") is None
    assert code_of(Moment(), "1900-01-01T00:00:00+14:00") is None


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
    assert found is not None
    assert found.code == code


def test_an_object_is_not_a_list_of_its_keys() -> None:
    assert code_of(ListOf(Text()), {"a": 1}) == FieldError("it", "wrong_type")
