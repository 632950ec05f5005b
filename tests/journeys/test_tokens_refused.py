"""A token that is rightly signed and does not count is found in the audit: whose, what for, and why."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.chassis.ids import new_id
from services.chassis.platform_secret import new_secret
from tests.journeys.district import District
from tests.journeys.platforms import a_key, asks, why
from tests.journeys.test_auditing import SEALED_WITHIN, found, sealed
from tests.processes import wait_until


def refused(district: District, path: str, token: str) -> str:
    answer: httpx.Response = district.officer.get(path, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401, answer.text
    return str(answer.json()["values"]["reason"])


@pytest.mark.parametrize(
    ("ago", "why"), [(timedelta(minutes=6), "expired"), (-timedelta(minutes=6), "early")]
)
def test_a_token_out_of_its_time_is_found(district: District, ago: timedelta, why: str):
    person = new_id()
    token = district.officer.passes.token(
        "grid_worker", principal=person, district=district.id, now=datetime.now(UTC) - ago
    )
    assert refused(district, f"/v1/cases/{new_id()}", token) == why
    [row] = sealed(district, "grids", 1, principal=f"person:{person}")
    assert (row["kind"], row["action"], row["permission"]) == ("denied", "get_case", "cases.read")
    assert (row["reason"], row["times"]) == (f"token {why}", 1)


def test_a_token_that_was_called_back_is_found(district: District):
    giver, person = district.somebody("security_administrator"), new_id()
    body = {"person_id": person, "role": "association_officer", "reason": "接任协会工作"}
    wanted = {"If-Match": '"1-0000000000000000"'}
    grant = giver.do("/v1/grants", body)
    token = district.operator.do("/v1/tokens", {"person_id": person})["token"]
    giver.ask("POST", f"/v1/grants/{grant['id']}/end", {}, headers=wanted)
    asking = {"headers": {"Authorization": f"Bearer {token}"}}
    wait_until(lambda: district.officer.get("/v1/messages", **asking).status_code == 401, "called back", 10)

    def reasons() -> set[str | None]:
        return {row["reason"] for row in found(district, "notify", principal=f"person:{person}")}

    wait_until(lambda: "token called_back" in reasons(), "it is sealed", SEALED_WITHIN)


def test_a_forged_token_names_nobody(district: District):
    person = new_id()
    token = district.officer.passes.token("grid_worker", principal=person, district=district.id)
    assert refused(district, "/v1/cases", token[:-4] + "AAAA") == "forged"
    assert found(district, "grids", principal=f"person:{person}") == []


def test_a_platform_s_secret_that_does_not_count_is_found_under_its_key(district: District):
    key = a_key(district, networks=["192.0.2.0/24"])
    assert asks(district, key["secret"]).json()["code"] == "AddressNotAllowed"
    assert why(asks(district, new_secret("live", district.id, key["id"]))) == "unknown_key"
    rows = sealed(district, "members", 2, principal=f"key:{key['id']}")
    assert {row["reason"] for row in rows} == {"secret elsewhere", "secret unknown_key"}
    assert {(row["kind"], row["action"]) for row in rows} == {("denied", "open_key")}
    assert key["secret"] not in str(rows)


def test_a_token_for_somebody_else_is_found(district: District):
    person = new_id()
    passes = district.officer.passes
    token = passes.token("grid_worker", principal=person, district=district.id)
    elsewhere = passes.altered(token, aud="another-house")
    assert refused(district, f"/v1/cases/{new_id()}", elsewhere) == "audience"
    [row] = sealed(district, "grids", 1, principal=f"person:{person}")
    assert (row["kind"], row["reason"]) == ("denied", "token audience")
