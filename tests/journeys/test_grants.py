"""Somebody is granted a role, has a token signed, uses it, and loses both, everywhere and soon (D13)."""

import time
from typing import Any

import httpx
import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, etag_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

SOON = 5.0
"""Seconds in which a token that was called back counts nowhere any more."""
REASON = "接任微网格员工作"
FIRE = "隔壁院落突发火情，需联系住户"


def granted(district: District, person_id: str, role: str, area: str | None = "lane") -> dict[str, Any]:
    body = {"person_id": person_id, "role": role, "reason": REASON}
    where = {"area_id": district.ids[area]} if area else {}
    giver = district.somebody("security_administrator")
    found: dict[str, Any] = giver.do("/v1/grants", body | where)
    return found


@pytest.fixture
def district(officer: Somebody) -> District:
    """Of this test alone; members knows its ground."""
    here = District.founded(officer)
    asked: dict[str, Any] = {"area_id": here.ids["yard"], "limit": 1}
    wait_until(lambda: here.officer.get("/v1/residents", **asked).status_code == 200, "members knows it", 20)
    return here


def token_of(district: District, person_id: str) -> str:
    return str(district.operator.do("/v1/tokens", {"person_id": person_id})["token"])


def reading(district: District, token: str, path: str = "/v1/cases") -> httpx.Response:
    return district.officer.get(path, headers={"Authorization": f"Bearer {token}"})


def test_a_grant_opens_what_it_names_with_the_next_token(district: District):
    person = new_id()
    assert reading(district, token_of(district, person)).status_code == 403
    granted(district, person, "micro_grid_worker")
    answer = reading(district, token_of(district, person))
    assert (answer.status_code, answer.json()["items"]) == (200, [])


def test_what_was_ended_counts_nowhere_within_five_seconds(district: District):
    person = new_id()
    grant = granted(district, person, "micro_grid_worker")
    before = token_of(district, person)
    assert reading(district, before).status_code == 200

    administrator = district.somebody("security_administrator")
    administrator.do(f"/v1/grants/{grant['id']}/end", {}, match=etag_of(grant["version"]))
    ended = time.monotonic()
    wait_until(lambda: reading(district, before).status_code == 401, "the token counts no more", SOON)

    assert time.monotonic() - ended < SOON
    assert reading(district, before).json()["values"]["reason"] == "called_back"
    assert reading(district, token_of(district, person)).status_code == 403


def test_a_post_brings_its_grant_and_takes_it_away(district: District):
    staff_id = district.appoint("lane")

    def reads() -> bool:
        return reading(district, token_of(district, staff_id)).status_code == 200

    wait_until(reads, "the post has brought its grant", 20)
    [grant] = district.somebody("security_administrator").all("/v1/grants", person_id=staff_id)
    assert (grant["role"], grant["source"], grant["area_id"]) == (
        "micro_grid_worker",
        "post",
        district.ids["lane"],
    )
    path = f"/v1/appointments/{grant['id']}/end"
    district.officer.do(path, {"valid_to": "2026-02-01"}, match=etag_of(1))
    wait_until(lambda: not reads(), "the post has taken it away", 20)


def test_broken_glass_opens_another_area_and_says_so(district: District):
    person = new_id()
    granted(district, person, "micro_grid_worker", "lane")
    named = {"Authorization": f"Bearer {token_of(district, person)}"}
    body = {
        "role": "micro_grid_worker",
        "area_id": district.ids["yard"],
        "reason": FIRE,
    }
    taken = district.officer.ask("POST", "/v1/broken-glass", body, headers=named)
    assert taken.status_code == 201, taken.text
    sees = reading(district, token_of(district, person), f"/v1/areas/{district.ids['yard']}")
    assert sees.status_code == 200
    [glass, _] = district.somebody("security_administrator").all("/v1/grants", person_id=person)
    assert (glass["source"], glass["reason"]) == ("break_glass", body["reason"])


def test_none_of_the_three_administrators_does_another_s_work(district: District):
    body = {"person_id": new_id(), "role": "resident", "reason": REASON, "area_id": district.ids["lane"]}
    for role in ("system_administrator", "audit_administrator"):
        assert district.somebody(role).ask("POST", "/v1/grants", body).status_code == 403
    refeed = "/v1/operator/notify/mirrors/refeed"
    for role in ("security_administrator", "audit_administrator"):
        assert district.somebody(role).ask("POST", refeed, {}).status_code == 403
