"""What does not come in: no register, nobody's to import, a field that does not fit."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District
from tests.journeys.registers import Community, a_person, as_csv

PEOPLE = [a_person(0)]


@pytest.fixture
def community(district: District) -> Community:
    return Community.built(district)


@pytest.mark.long("production")
def test_an_import_of_another_community_is_unknown(community: Community, elsewhere: District):
    ended = community.imported(as_csv(PEOPLE))
    for path in ("", "/bad-rows"):
        refusal = elsewhere.officer.refused("GET", f"/v1/register-imports/{ended['id']}{path}")
        assert (refusal.status, refusal.code) == (404, "ImportUnknown")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml" + bytes(200), "SheetUnreadable"),
        (b"%PDF-1.7\n" + bytes(200), "SheetUnreadable"),
        ("姓名\n江立春\n".encode(), "HeadingsMissing"),
    ],
)
@pytest.mark.long("production")
def test_what_is_no_register_ends_its_job_with_the_reason(community: Community, content: bytes, code: str):
    ended = community.imported(content)
    assert (ended["state"], ended["job"]["state"], ended["error"]["code"]) == ("failed", "failed", code)
    assert ended["error"] == ended["job"]["error"]
    assert "%" not in ended["job"]["error"]["detail"]
    assert community.officer.get("/v1/residents", area_id=community.id).status_code == 200


@pytest.mark.long("production")
def test_a_file_that_is_not_there_ends_its_job(community: Community):
    body = {"community_id": community.id, "file": f"{'0' * 64}.{'A' * 43}", "file_name": "a.csv"}
    ended = community.ended(community.officer.do("/v1/register-imports", body))
    assert ended["job"]["error"]["code"] == "BlobMissing"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"file": "x"}, {"file": "not_a_file"}),
        ({"file": None}, {"file": "null"}),
        ({"community_id": "x"}, {"community_id": "not_an_id"}),
        ({"file_name": "a\nb"}, {"file_name": "control_characters"}),
        ({"is_trial": "yes"}, {"is_trial": "wrong_type"}),
    ],
)
def test_a_field_that_does_not_fit_is_named(
    untouched: District, change: dict[str, Any], named: dict[str, str]
):
    usual = {"community_id": untouched.ids["community"], "file": f"{'0' * 64}.{'A' * 43}", "file_name": "a"}
    refusal = untouched.officer.refused("POST", "/v1/register-imports", usual | change)
    assert (refusal.status, refusal.named) == (422, named)


@pytest.mark.parametrize(("area", "code"), [("lane", "NotACommunity"), ("nowhere", "AreaUnknown")])
def test_a_register_is_of_a_community_that_one_may_see(untouched: District, area: str, code: str):
    place = untouched.ids.get(area, new_id())
    body = {"community_id": place, "file": f"{'0' * 64}.{'A' * 43}", "file_name": "a"}
    assert untouched.officer.refused("POST", "/v1/register-imports", body).code == code


def test_a_grid_worker_imports_nothing(untouched: District):
    body = {"community_id": untouched.ids["community"], "file": f"{'0' * 64}.{'A' * 43}", "file_name": "a"}
    worker = untouched.somebody("grid_worker", "first")
    assert worker.refused("POST", "/v1/register-imports", body).code == "PermissionMissing"
