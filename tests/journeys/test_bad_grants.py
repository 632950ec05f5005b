"""A token that counts opens what its grants open, for as long as they last (D2, D13)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deploy.linli.token import SIGNER
from services.chassis.caller import Grant
from services.chassis.keyring import Keyring
from services.chassis.tokens import mint
from tests.house import House
from tests.journeys.district import District, etag_of


@pytest.mark.parametrize(
    ("role", "method", "path", "permission"),
    [
        ("resident", "GET", "/v1/cases", "cases.read"),
        ("resident", "GET", "/v1/posts?area_id={lane}", "posts.read"),
        ("resident", "POST", "/v1/cases/{lane}/assign", "cases.assign"),
        ("platform_key", "GET", "/v1/messages", "messages.read"),
        ("micro_grid_worker", "POST", "/v1/areas/batch", "areas.change"),
        ("grid_worker", "POST", "/v1/appointments/batch", "posts.change"),
        ("community_secretary", "POST", "/v1/operator/notify/mirrors/refeed", "mirrors.tend"),
        ("stranger", "GET", "/v1/areas/{lane}", "areas.read"),
        ("operator", "GET", "/v1/areas/{lane}", "areas.read"),
        ("service", "GET", "/v1/areas/{lane}", "areas.read"),
    ],
)
def test_who_lacks_the_permission_is_told_which(
    untouched: District, role: str, method: str, path: str, permission: str
):
    match = etag_of(1) if method == "POST" else None
    somebody = untouched.somebody(role)
    command: dict[str, Any] = {"json": {}} if method == "POST" else {}
    told = somebody.refused(method, path.format(**untouched.ids), match=match, **command)
    assert (told.status, told.code, told.values) == (403, "PermissionMissing", {"permission": permission})


def test_a_grant_that_has_ended_opens_nothing(house: House, untouched: District):
    key = Keyring.load(house.folder / "keys").signing_key(SIGNER)
    now = datetime.now(UTC)
    who: dict[str, Any] = {"kind": "person", "id": untouched.officer.principal, "district": untouched.id}
    life: dict[str, Any] = {"lifetime": timedelta(minutes=5), "now": now}
    for until, status in ((now - timedelta(seconds=1), 403), (now + timedelta(minutes=1), 200)):
        token = mint(key, SIGNER, **who, **life, grants=[Grant("district_officer", None, until)])
        answer = untouched.officer.get("/v1/cases", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status


def test_an_operator_reads_no_case(untouched: District):
    told = untouched.operator.refused("GET", "/v1/cases")
    assert (told.status, told.values) == (403, {"permission": "cases.read"})
