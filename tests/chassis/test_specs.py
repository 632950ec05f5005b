"""A service class tells what it offers and hears, mixins included."""

from typing import Any

import pytest

from services.chassis.errors import IdTaken
from services.chassis.schema import ListOf, Nested, Schema, Text
from services.chassis.specs import (
    EverySpec,
    MirrorSpec,
    OnSpec,
    RpcSpec,
    listeners_of,
    mirrors_of,
    rpcs_of,
    timers_of,
)

SCHEMA: Any = object()


class _Mirror:
    def __init__(self, spec: MirrorSpec) -> None:
        self.linli = spec


class _Rooms:
    def get_room(self) -> None: ...

    def hear_move(self) -> None: ...

    get_room.linli = RpcSpec("rooms.read", None, SCHEMA, reads="public")  # type: ignore[attr-defined]
    hear_move.linli = OnSpec("ground", "Moved", SCHEMA, name="follow")  # type: ignore[attr-defined]


class _Desks:
    areas = _Mirror(MirrorSpec("areas", "ground", "AreasChanged", "feed_areas"))

    def sweep(self) -> None: ...

    sweep.linli = EverySpec(1.5)  # type: ignore[attr-defined]


class _Service(_Rooms, _Desks):
    name = "desk"

    @property
    def broken(self) -> None:
        raise AssertionError("looking for specs must not run properties")


def test_an_rpc_of_a_mixin_is_found_under_its_attribute() -> None:
    assert rpcs_of(_Service) == (RpcSpec("rooms.read", None, SCHEMA, (), "public", "get_room"),)


def test_a_name_that_was_given_stays() -> None:
    assert [spec.name for spec in listeners_of(_Service)] == ["follow"]


def test_timers_and_mirrors_are_found_too() -> None:
    assert timers_of(_Service) == (EverySpec(1.5, "sweep"),)
    assert mirrors_of(_Service) == (MirrorSpec("areas", "ground", "AreasChanged", "feed_areas", "areas"),)


def test_a_mirror_of_a_tree_hears_of_moves_too() -> None:
    tree = MirrorSpec("areas", "ground", "AreasChanged", "feed_areas", moves="AreasMoved", log="read_log")
    assert tree.events == ("AreasChanged", "AreasMoved")
    assert MirrorSpec("areas", "ground", "AreasChanged", "feed_areas").events == ("AreasChanged",)


@pytest.mark.parametrize("walk", [rpcs_of, listeners_of, timers_of, mirrors_of])
def test_a_class_without_entrypoints_offers_nothing(walk: Any) -> None:
    assert walk(object) == ()


def test_an_overridden_entrypoint_counts_once_and_as_overridden() -> None:
    class Stricter(_Service):
        def get_room(self) -> None: ...

        get_room.linli = RpcSpec("rooms.change", None, SCHEMA)  # type: ignore[attr-defined]

    assert [spec.permission for spec in rpcs_of(Stricter)] == ["rooms.change"]


class _RowSchema(Schema):
    code = Text()


class _BatchSchema(Schema):
    rows = ListOf(Nested(_RowSchema))
    own = Nested(_RowSchema)
    words = ListOf(Text())
    on = Text()


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (("rows.3.code", "on"), ("rows.3.code", "on")),
        (("rows.3.on",), ("on",)),
        (("rows.3.on", "on"), ("on",)),
        (("target", "own.code"), ("own.code",)),
        (("own.on", "own.nothing"), ("on",)),
        (("words.2", "rows.2", "rows"), ("words.2", "rows.2", "rows")),
        (("nothing", "rows.3.nothing"), ("nothing", "rows.3.nothing")),
        ((), ()),
    ],
)
def test_a_refusal_names_the_fields_that_the_request_has(named: tuple[str, ...], meant: tuple[str, ...]):
    spec = RpcSpec("rooms.read", _BatchSchema(), SCHEMA)
    assert spec.meant(IdTaken(id="x").at(*named)).about == meant


def test_where_nothing_is_taken_a_refusal_names_what_it_names():
    assert RpcSpec("rooms.read", None, SCHEMA).meant(IdTaken(id="x")).about == ("id",)
