"""What a request may carry: strict types, codes instead of prose, and commands out of JSON."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from marshmallow import ValidationError, validates_schema

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.schema import (
    Choice,
    Code,
    Day,
    EventSchema,
    Id,
    Integer,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
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
