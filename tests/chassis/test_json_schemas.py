"""Schemas of a contract are JSON Schema, and accept what the code accepts."""

import pytest
from jsonschema import Draft202012Validator

from services.chassis.contracts import contract_of
from services.chassis.json_schemas import JsonSchemas, SchemaUnclear
from services.chassis.schema import Nested, Schema
from tests.chassis.desk_service import Desks, DeskSchema, MakerSchema

CONTRACT = contract_of(Desks)
METASCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA)


def test_schemas_are_listed_by_their_own_names_nested_ones_too() -> None:
    assert list(CONTRACT["schemas"]) == ["desks.Desk", "desks.Desks", "desks.ListDesks", "desks.Maker"]


def test_every_schema_is_json_schema_2020_12() -> None:
    assert all(METASCHEMA.is_valid(schema) for schema in CONTRACT["schemas"].values())


def test_the_schemas_accept_and_refuse_what_the_code_does() -> None:
    def fits(name: str, body: object) -> bool:
        return bool(Draft202012Validator(CONTRACT | {"$ref": f"#/schemas/{name}"}).is_valid(body))

    desk = {"id": "018f3c1e-7b2a-7c31-9d52-0a1b2c3d4e5f", "maker": {"name": "oak"}, "colour": "red"}
    assert fits("desks.Desk", desk)
    assert fits("desks.Desk", desk | {"maker": None, "colour": None})
    assert not fits("desks.Desk", desk | {"id": "ABC"})
    assert fits("desks.ListDesks", {"limit": 200, "after": ["a", 1, None]})
    assert not fits("desks.ListDesks", {"limit": 201})
    assert not fits("desks.ListDesks", {"after": [1.5]})
    assert not fits("desks.ListDesks", {"size": 1})


def test_what_is_taken_is_closed_and_what_is_only_given_may_grow() -> None:
    closed = {name for name, schema in CONTRACT["schemas"].items() if "additionalProperties" in schema}
    assert closed == {"desks.ListDesks", "desks.Maker"}


class _Nameless(Schema):
    pass


class _OtherMaker(Schema):
    schema_name = "desks.Maker"


class _Narrowed(Schema):
    schema_name = "desks.Narrowed"
    maker = Nested(MakerSchema, only=("name",))


@pytest.mark.parametrize(
    "given", [_Nameless(), DeskSchema(exclude=("maker",)), DeskSchema(partial=True), DeskSchema(many=True)]
)
def test_a_schema_without_a_name_of_its_own_is_a_defect(given: Schema) -> None:
    with pytest.raises(SchemaUnclear):
        JsonSchemas().given(given)


def test_a_nested_variant_needs_a_name_of_its_own() -> None:
    with pytest.raises(SchemaUnclear):
        JsonSchemas().given(_Narrowed())


def test_two_schemas_cannot_share_a_name() -> None:
    schemas = JsonSchemas()
    schemas.given(MakerSchema())
    with pytest.raises(SchemaUnclear, match="names two schemas"):
        schemas.given(_OtherMaker())
