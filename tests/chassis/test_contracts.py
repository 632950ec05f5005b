"""A contract tells what a service offers, says and hears, the same way each time it is made."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest
from jsonschema import Draft202012Validator

from services.chassis import contracts, wire
from services.chassis.contracts import contract_of, main, topology_of, write
from services.chassis.domain import Event, NotFound
from services.chassis.event_types import fields_of
from services.chassis.json_schemas import JsonSchemas, SchemaUnclear
from services.chassis.schema import (
    Choice,
    EventSchema,
    Id,
    ListOf,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
)
from services.chassis.specs import MirrorSpec, OnSpec, RpcSpec


class Colour(StrEnum):
    RED = "red"


class DeskUnknown(NotFound):
    about: ClassVar[tuple[str, ...]] = ("desk_id",)
    desk_id: str


@dataclass(frozen=True)
class DeskMoved(Event):
    desk_id: str
    room_id: str | None
    version: int


class MakerSchema(Schema):
    schema_name = "desks.Maker"
    name = Name(required=True)


class DeskSchema(Schema):
    schema_name = "desks.Desk"
    id = Id(required=True)
    maker = Nested(MakerSchema, required=True, allow_none=True)
    colour = Choice(Colour, load_default=None)


class ListDesksSchema(PageQuerySchema):
    schema_name = "desks.ListDesks"
    made_by = Nested(MakerSchema)


class DesksSchema(PageSchema):
    schema_name = "desks.Desks"
    items = ListOf(Nested(DeskSchema), required=True, at_most=200)


class RoomMovedSchema(EventSchema):
    room_id = Id(required=True)
    here = Name(data_key="place")


class _Mirror:
    linli = MirrorSpec("rooms", "ground", "RoomsChanged", "feed_rooms")


class Desks:
    name = "desks"
    events = (DeskMoved,)
    rooms = _Mirror()

    def list_desks(self) -> None: ...
    def follow_room(self) -> None: ...

    list_desks.linli = RpcSpec(  # type: ignore[attr-defined]
        "desks.read", ListDesksSchema(), DesksSchema(), (DeskUnknown,), "public"
    )
    follow_room.linli = OnSpec("ground", "RoomMoved", RoomMovedSchema())  # type: ignore[attr-defined]


CONTRACT = contract_of(Desks)


def test_an_rpc_tells_its_permission_schemas_and_refusals() -> None:
    assert CONTRACT["rpcs"] == {
        "list_desks": {
            "permission": "desks.read",
            "reads": "public",
            "takes": "desks.ListDesks",
            "gives": "desks.Desks",
            "refuses": [
                {"code": "DeskUnknown", "kind": "not_found", "values": ["desk_id"], "about": ["desk_id"]}
            ],
        }
    }


def test_schemas_are_listed_by_their_own_names_nested_ones_too() -> None:
    assert list(CONTRACT["schemas"]) == ["desks.Desk", "desks.Desks", "desks.ListDesks", "desks.Maker"]


def test_every_schema_is_json_schema_2020_12() -> None:
    for schema in CONTRACT["schemas"].values():
        Draft202012Validator.check_schema(schema)


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


def test_an_event_tells_its_type_and_fields() -> None:
    assert CONTRACT["events"] == {
        "DeskMoved": {
            "type": "linli.desks.DeskMoved.v1",
            "fields": {"desk_id": "string", "room_id": ["null", "string"], "version": "integer"},
        }
    }


def test_what_is_heard_and_mirrored_has_a_queue_of_its_own() -> None:
    assert CONTRACT["listens"] == [
        {
            "source": "ground",
            "event": "RoomMoved",
            "handler": "follow_room",
            "queue": "events.desks.follow_room",
            "reads": ["place", "room_id"],
        }
    ]
    assert CONTRACT["mirrors"] == [
        {
            "table": "rooms",
            "source": "ground",
            "event": "RoomsChanged",
            "queue": "events.desks.rooms",
            "feed": "feed_rooms",
        }
    ]


def test_the_topology_binds_every_queue_to_the_event_it_hears() -> None:
    assert topology_of([CONTRACT]) == {
        "exchange": "linli.events",
        "services": ["desks"],
        "queues": [
            {
                "queue": "events.desks.follow_room",
                "routing_key": "linli.ground.RoomMoved.v1",
                "service": "desks",
            },
            {
                "queue": "events.desks.rooms",
                "routing_key": "linli.ground.RoomsChanged.v1",
                "service": "desks",
            },
        ],
    }


def test_the_same_code_makes_the_same_contract() -> None:
    assert wire.dumps(contract_of(Desks)) == wire.dumps(CONTRACT)


@pytest.mark.parametrize(
    ("hint", "found"),
    [
        (Colour, "string"),
        (Literal["a"], "string"),
        (tuple[str, ...], "array"),
        (list[dict[str, Any]], "array"),
        (date | None, ["null", "string"]),
        (timedelta, "integer"),
        (float, "number"),
        (bool, "boolean"),
    ],
)
def test_a_field_of_an_event_has_a_json_type(hint: Any, found: Any) -> None:
    class Said(Event):
        pass

    Said.__annotations__ = {"it": hint}
    assert fields_of(dataclass(frozen=True)(Said)) == {"it": found}


def test_a_field_that_json_does_not_have_is_a_defect() -> None:
    @dataclass(frozen=True)
    class Said(Event):
        it: bytes

    with pytest.raises(TypeError, match="does not cross the wire"):
        fields_of(Said)


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


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "services"
    for name in ("desks", "chassis"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(contracts, "services_in", lambda _: iter([Desks]))
    return folder


def test_files_are_written_once_and_then_left_alone(house: Path) -> None:
    assert write(house) == [house / "desks" / "contract.json", house / "chassis" / "topology.json"]
    assert write(house) == []
    assert wire.loads((house / "desks" / "contract.json").read_bytes()) == CONTRACT


def test_a_check_names_the_stale_file_and_changes_nothing(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([], house)
    stale = house / "desks" / "contract.json"
    stale.write_text("{}")
    capsys.readouterr()
    assert main(["--check"], house) == 1
    assert capsys.readouterr().out == "services/desks/contract.json is stale\n"
    assert stale.read_text() == "{}"
    assert main([], house) == 0
    assert main(["--check"], house) == 0
