"""Every operation of the served document, asked by every role: it opens what the permissions say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from gateway.routes import ROUTES
from services.chassis.ids import new_id
from services.chassis.roles import GATEWAY, Roles
from tests.journeys.district import District
from tests.journeys.somebody import Somebody
from tests.journeys.walk import SERVICE, Step, steps_of

PERMISSIONS = Roles.load().permissions
OFFICES = ("service", "operator")
FOR_ANYBODY = {"POST /v1/files"}
"""A file is nobody's until a command names it; whoever may send commands may send files."""


class Ids(dict[str, str]):
    """Ids of nothing, but for those that a path needs spelt otherwise."""

    def __missing__(self, field: str) -> str:
        return SERVICE.get(field) or new_id()


@pytest.fixture(scope="module")
def steps(officer: Somebody) -> list[Step]:
    return list(steps_of(officer.read("/v1/openapi.json")))


@pytest.fixture(scope="module")
def walked(officer: Somebody) -> District:
    return District.founded(officer)


def test_the_document_has_every_route_and_what_it_asks_for(steps: list[Step]):
    assert {str(step) for step in steps} == {route.name for route in ROUTES} | FOR_ANYBODY
    assert [str(step) for step in steps if step.permission is None and str(step) not in FOR_ANYBODY] == []


@pytest.mark.parametrize("role", sorted(PERMISSIONS))
def test_a_role_opens_what_the_list_says_and_nothing_else(walked: District, steps: list[Step], role: str):
    somebody = walked.somebody(role, kind=_kind(role))
    for step in steps:
        if step.permission is None:
            continue
        answer = _asked(somebody, step)
        if step.permission in PERMISSIONS[role]:
            assert answer.status_code not in (401, 403), (str(step), answer.text)
        else:
            assert answer.status_code == 403, (str(step), answer.text)
            assert answer.json()["values"] == {"permission": step.permission}, str(step)


def test_without_a_token_that_counts_nothing_opens(walked: District, steps: list[Step]):
    somebody = walked.somebody("district_officer")
    expired = somebody.passes.token("district_officer", now=datetime.now(UTC) - timedelta(hours=1))
    other_house = somebody.token[:-4] + "AAAA"
    for step in steps:
        for token, reason in ((None, "missing"), (expired, "expired"), (other_house, "forged")):
            answer = _asked(somebody, step, {"Authorization": "" if token is None else f"Bearer {token}"})
            assert (answer.status_code, answer.json()["values"]["reason"]) == (401, reason), str(step)


def test_without_a_grant_nothing_opens(walked: District, steps: list[Step]):
    somebody = walked.somebody("stranger")
    for step in steps:
        if step.permission is not None:
            assert _asked(somebody, step).status_code == 403, str(step)


def _kind(role: str) -> Any:
    if role.startswith("platform_"):
        return "key"
    return {GATEWAY: "service"}.get(role, role if role in OFFICES else "person")


def _asked(somebody: Somebody, step: Step, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """As a request that is whole, about things that are not there."""
    one = replace(somebody, principal=GATEWAY if somebody.role == GATEWAY else new_id())
    return one.ask(
        step.method,
        step.place(Ids()),
        step.body,
        match=step.match,
        params=dict(step.query) or None,
        headers=dict(headers or {}),
    )
