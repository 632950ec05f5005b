"""A small service for contracts: it lists desks, follows rooms, and says when a desk was moved."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from services.chassis.domain import Event, NotFound
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
