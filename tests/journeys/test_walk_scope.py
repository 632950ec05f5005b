"""Every route that reads, from one's own area, a sibling's and another district."""

import re
from dataclasses import replace
from typing import Any

import httpx
import pytest

from gateway.routes import ROUTES
from services.chassis.ids import new_id
from tests.journeys.district import District
from tests.journeys.reads import OF_THE_DISTRICT, READS, Read, world_of
from tests.journeys.somebody import Somebody

World = tuple[District, dict[str, str]]


@pytest.fixture(scope="module")
def world(officer: Somebody) -> World:
    here = District.founded(officer)
    return here, world_of(here)


def test_every_route_that_reads_is_walked_or_has_its_reason():
    reading = {route.name for route in ROUTES if route.method == "GET"}
    assert {read.route for read in READS} | OF_THE_DISTRICT.keys() == reading


@pytest.mark.parametrize("read", READS, ids=lambda read: read.route)
def test_what_lies_in_one_s_own_area_is_there(world: World, read: Read):
    answer = asked(world, read, world[0].somebody(read.role, read.own))
    assert answer.status_code == 200, answer.text
    assert world[1][read.thing] in answer.text


@pytest.mark.parametrize("read", READS, ids=lambda read: read.route)
def test_what_lies_in_a_sibling_s_area_is_not(world: World, read: Read):
    is_not_there(world, read, world[0].somebody(read.role, read.sibling))


@pytest.mark.parametrize("read", READS, ids=lambda read: read.route)
def test_what_lies_in_another_district_is_not(world: World, elsewhere: District, read: Read):
    is_not_there(world, read, replace(elsewhere.somebody(read.role), area_id=None))


def is_not_there(world: World, read: Read, somebody: Somebody) -> None:
    """A list is without it; of one thing nobody can tell it from one that never was."""
    answer = asked(world, read, somebody)
    if read.is_alone:
        never = {name: new_id() for name in world[1]}
        assert told(answer, world[1]) == told(asked((world[0], never), read, somebody), never)
    else:
        assert answer.status_code in (200, 404), answer.text
        assert all(world[1][read.thing] not in str(item) for item in answer.json().get("items", []))


def told(answer: httpx.Response, things: dict[str, str]) -> tuple[int, str]:
    """Without the names of things, and of the request."""
    text = re.sub(r'"request_id":"[^"]+"', "", answer.text)
    for name in things.values():
        text = text.replace(name, "it")
    return answer.status_code, text


def asked(world: World, read: Read, somebody: Somebody) -> httpx.Response:
    things = world[1]
    path = re.sub(r"{(\w+)}", lambda field: things[_named(field[1], read)], read.route.partition(" ")[2])
    query: dict[str, Any] = {name: things[thing] for name, thing in read.query.items()}
    return somebody.get(path, **query)


def _named(field: str, read: Read) -> str:
    """What is read of the area above has its id from there."""
    if field in read.path:
        return read.path[field]
    return "first_id" if (field, read.thing) == ("area_id", "unit_id") else field
