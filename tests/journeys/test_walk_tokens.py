"""Every operation of the served document, with every role's token that counts no more: nothing opens."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.chassis.ids import new_id
from services.chassis.roles import Roles
from tests.journeys.district import District, etag_of
from tests.journeys.somebody import Somebody
from tests.journeys.walk import SERVICE, Step, steps_of
from tests.processes import wait_until

ROLES = sorted(Roles.load().permissions)
KINDS: dict[str, Any] = {"platform_key": "key", "service": "service", "operator": "operator"}
SOON = 5.0
HOURS_AGO = datetime.now(UTC) - timedelta(hours=2)


@pytest.fixture(scope="module")
def here(officer: Somebody) -> District:
    return District.founded(officer)


@pytest.fixture(scope="module")
def steps(officer: Somebody) -> list[Step]:
    return list(steps_of(officer.read("/v1/openapi.json")))


@pytest.fixture(scope="module")
def revoked(here: District) -> str:
    """Somebody who has lost a grant: what was signed for them before counts nowhere."""
    person, administrator = new_id(), here.somebody("security_administrator")
    body = {"person_id": person, "role": "grid_worker", "reason": "接任网格员工作"}
    grant = administrator.do("/v1/grants", body)
    administrator.do(f"/v1/grants/{grant['id']}/end", {}, match=etag_of(grant["version"]))
    theirs = replace(here.officer, principal=person)
    for path in ("/v1/areas", "/v1/grants", "/v1/messages", "/v1/meal-programme"):
        wait_until(lambda path=path: theirs.get(path).status_code == 401, "it counts no more", SOON)  # type: ignore[misc]
    return person


@pytest.mark.parametrize("role", ROLES)
def test_a_token_that_is_over_opens_nothing(here: District, steps: list[Step], role: str):
    kind = KINDS.get(role, "person")
    token = here.officer.passes.token(role, kind=kind, district=here.id, now=HOURS_AGO)
    assert opened(here.officer, steps, token, "expired") == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in KINDS])
def test_a_token_that_was_called_back_opens_nothing(
    here: District, steps: list[Step], revoked: str, role: str
):
    token = replace(here.officer, role=role, principal=revoked).token
    assert opened(here.officer, steps, token, "called_back") == []


def test_without_a_token_nothing_opens(here: District, steps: list[Step]):
    assert opened(here.officer, steps, "", "missing") == []


def opened(somebody: Somebody, steps: list[Step], token: str, reason: str) -> list[tuple[str, int, str]]:
    """What did not answer 401 with this reason."""
    headers = {"Authorization": f"Bearer {token}" if token else ""}
    found = []
    for step in steps:
        place = step.place({field: SERVICE.get(field) or new_id() for field in step.fields})
        query = dict(step.query) or None
        answer = somebody.ask(step.method, place, step.body, match=step.match, params=query, headers=headers)
        if answer.status_code != 401 or answer.json()["values"] != {"reason": reason}:
            found.append((str(step), answer.status_code, answer.text))
    return found
