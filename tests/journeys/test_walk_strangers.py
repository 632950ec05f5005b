"""Every operation of the served document, reading or writing, by every role that opens it, from outside.

Asked about what is there, a stranger is told what they are told about what never was.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx
import pytest

from services.chassis.ids import new_id
from services.chassis.roles import Roles
from tests.journeys.district import District
from tests.journeys.reads import world_of
from tests.journeys.somebody import Somebody
from tests.journeys.walk import SERVICE, Step, steps_of

PERMISSIONS = Roles.load().permissions
OFFICES = ("service", "operator")
WHOLE = {*OFFICES, "district_officer"}
SAME = {
    "parent_id": "area_id",
    "person_id": "staff_id",
    "appointment_id": "grant_id",
    "canteen_area_id": "area_id",
    "first_appointment_id": "grant_id",
}
"""Fields that name a thing of the world by another word; a post's grant has its appointment's id."""
NOTHING_NAMED = {
    "GET /v1/operator/status": "how the house fares, and nothing of what is in it",
    "POST /v1/broken-glass": "an area of one's own district is known, as an emergency is anywhere in it",
    "POST /v1/tokens": "a token is for whoever is named, with the grants of the asker's own district",
    "GET /v1/meal-programme": "one for the whole district",
    "GET /v1/staff/{staff_id}": "people on duty are public in their own district",
    "PATCH /v1/staff/{staff_id}": "people on duty are public in their own district",
    "POST /v1/staff/{staff_id}/hand-over": "whether somebody is on duty here is public in the district",
    "POST /v1/grouping-kinds": "a kind is a word of one's own district, and stays as it was first said",
    "PUT /v1/code-schemes/{scheme}/areas": "a code is given once in a district, whoever may see where",
}
"""Operations by which somebody of the same district may learn that a thing is there, and why."""
OF_ALL_DISTRICTS = {"POST /v1/tokens", "GET /v1/operator/status", "POST /v1/grouping-kinds"}
"""The same asked from another district: a token is for whoever is named, the figures are the house's, and
a kind of groupings is the asker's own district's."""


@pytest.fixture(scope="module")
def here(officer: Somebody) -> District:
    return District.founded(officer)


@pytest.fixture(scope="module")
def things(here: District) -> dict[str, str]:
    holder = here.appoint("court")
    return world_of(here) | {"staff_id": holder}


@pytest.fixture(scope="module")
def steps(officer: Somebody) -> list[Step]:
    return list(steps_of(officer.read("/v1/openapi.json")))


@pytest.mark.parametrize("role", sorted(set(PERMISSIONS) - WHOLE))
def test_from_a_sibling_s_area_nobody_learns_or_changes_anything(
    here: District, things: dict[str, str], steps: list[Step], role: str
):
    kind: Any = "key" if role == "platform_key" else "person"
    somebody = here.somebody(role, "yard", kind=kind)
    opened = [step for step in steps if str(step) not in NOTHING_NAMED]
    assert learnt(somebody, opened, things, role) == []


@pytest.mark.parametrize("role", sorted(PERMISSIONS))
def test_from_another_district_nobody_learns_or_changes_anything(
    elsewhere: District, things: dict[str, str], steps: list[Step], role: str
):
    kind: Any = {"platform_key": "key"}.get(role, role if role in OFFICES else "person")
    somebody = replace(elsewhere.somebody(role, kind=kind), area_id=None)
    opened = [step for step in steps if str(step) not in OF_ALL_DISTRICTS]
    assert learnt(somebody, opened, things, role) == []


def test_after_all_of_it_everything_is_as_it_was(here: District, things: dict[str, str]):
    """Every other test of this module came before."""
    assert world_ids(here) >= {things["area_id"], things["case_id"], things["resident_id"], things["card_id"]}
    versions = {
        "cases": here.officer.read(f"/v1/cases/{things['case_id']}")["state"],
        "residents": here.officer.read(f"/v1/residents/{things['resident_id']}")["status"],
        "meal-cards": here.officer.read(f"/v1/meal-cards/{things['card_id']}")["state"],
        "areas": here.officer.read(f"/v1/areas/{things['area_id']}")["name"],
    }
    assert versions == {"cases": "closed", "residents": "living", "meal-cards": "open", "areas": "lane 区"}


def world_ids(here: District) -> set[str]:
    officer, area = here.officer, here.ids["community"]
    cards = officer.all("/v1/meal-cards", area_id=area)
    lists = (here.state(), cards, officer.all("/v1/residents", area_id=area))
    return set(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(lists)))


def learnt(somebody: Somebody, steps: list[Step], things: dict[str, str], role: str) -> list[Any]:
    """What an answer tells of things that are there, beyond what was asked with."""
    never = {name: _unlike(value) for name, value in things.items()}
    found: list[Any] = []
    for step in steps:
        if step.permission in PERMISSIONS[role]:
            there, missing = asked(somebody, step, things), asked(somebody, step, never)
            if told(there, things) != told(missing, never):
                found.append((str(step), there.text, missing.text))
            found += [(str(step), name) for name in shown_by(there, sent_by(step, things), things)]
    return found


def shown_by(answer: httpx.Response, sent: str, things: Mapping[str, str]) -> list[str]:
    ids = {name: value for name, value in things.items() if _is_id(value)}
    return [name for name, value in ids.items() if value in answer.text and value not in sent]


def asked(somebody: Somebody, step: Step, things: Mapping[str, str]) -> httpx.Response:
    one = replace(somebody, principal=new_id())
    body = None if step.body is None else filled(step.body, things)
    query = {name: filled_as(name, value, things) for name, value in step.query.items()}
    return one.ask(step.method, _place(step, things), body, match=step.match, params=query or None)


def sent_by(step: Step, things: Mapping[str, str]) -> str:
    return f"{_place(step, things)} {filled(step.body, things)} {filled(dict(step.query), things)}"


def _place(step: Step, things: Mapping[str, str]) -> str:
    return step.place({name: SERVICE.get(name) or filled_as(name, "x", things) for name in step.fields})


def filled(value: Any, things: Mapping[str, str], name: str = "") -> Any:
    """The example with the world's ids where it has ids of such things, as deep as they are."""
    if isinstance(value, dict):
        return {field: filled(below, things, field) for field, below in value.items()}
    if isinstance(value, list):
        return [filled(below, things, name) for below in value]
    return filled_as(name, value, things)


def filled_as(name: str, value: Any, things: Mapping[str, str]) -> Any:
    """An `id` is that of something new."""
    return new_id() if name == "id" else things.get(SAME.get(name, name), value)


def told(answer: httpx.Response, things: Mapping[str, str]) -> tuple[int, str]:
    """Without the names of things, of what is new, of moments and of the request."""
    text = answer.text
    for value in things.values():
        text = text.replace(value, "it") if _is_id(value) else text
    text = re.sub(r'"request_id":"[^"]+"', "", text)
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "new", text)
    return answer.status_code, re.sub(r"\d{4}-\d\d-\d\dT[\d:.+]+", "then", text)


def _is_id(value: str) -> bool:
    return len(value) == len(new_id()) and value.count("-") == 4


def _unlike(value: str) -> str:
    return new_id() if _is_id(value) else value
