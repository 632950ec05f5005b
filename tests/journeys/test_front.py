"""What the house says at its door: languages, request ids, the documentation, where to find what was made."""

import pytest

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.conftest import Settled
from tests.journeys.district import District
from tests.journeys.somebody import HAN, JOURNEY, Somebody


@pytest.mark.parametrize(
    ("wished", "spoken"),
    [
        *((wish, "en") for wish in ("en", "en-GB,zh;q=0.5")),
        *(
            (wish, "zh-CN")
            for wish in ("zh-CN", "", "fr", "*", "en;q=0.4, zh-Hans;q=0.5", "xx;;q=", "en;q=0")
        ),
    ],
)
def test_a_refusal_is_told_in_the_wished_language(settled: Settled, wished: str, spoken: str):
    headers = {"Accept-Language": wished}
    told = settled.district.officer.get(f"/v1/areas/{new_id()}", headers=headers)
    assert told.headers["Content-Language"] == spoken
    assert bool(HAN.search(told.json()["detail"])) is (spoken == "zh-CN")


def test_a_request_id_is_kept_and_one_is_made_where_there_is_none(settled: Settled):
    officer, given = settled.district.officer, new_id()
    for answer in (
        officer.get("/v1/cases", headers={"X-Request-Id": given}),
        officer.get(f"/v1/cases/{new_id()}", headers={"X-Request-Id": given}),
    ):
        assert answer.headers["X-Request-Id"] == given
    assert officer.get("/v1/cases", headers={"X-Request-Id": "bad id"}).headers["X-Request-Id"] != "bad id"


def test_what_was_made_is_found_where_the_answer_says(district: District):
    body = {"area_id": district.ids["lane"], "text": "楼道灯不亮"}
    made = district.officer.ask("POST", "/v1/cases", body)
    assert (made.status_code, made.headers["Location"]) == (201, f"/v1/cases/{made.json()['id']}")
    assert district.officer.get(made.headers["Location"]).json() == made.json()


def test_the_documentation_is_served_with_all_that_it_shows(officer: Somebody):
    page = officer.http.get("/docs", follow_redirects=True)
    assert (page.status_code, page.headers["Content-Type"].split(";")[0]) == (200, "text/html")
    own = [part.split('"')[0] for part in page.text.split('="')[1:] if part.endswith((".js", ".css"))]
    assert all(officer.http.get(page.url.join(place)).status_code == 200 for place in own)
    assert "http://" not in page.text
    assert "https://" not in page.text


def test_the_openapi_document_has_every_route_that_answers(officer: Somebody):
    told = officer.http.get("/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert {"/v1/areas/{area_id}/subtree", "/v1/cases/{case_id}/take-in-hand"} <= told["paths"].keys()
    listed = [path for path, methods in told["paths"].items() if "get" in methods and "{" not in path]
    anonymous = {path: officer.http.get(path).status_code for path in listed}
    assert set(anonymous.values()) == {401}


def test_the_gateway_says_that_it_is_well(officer: Somebody):
    assert officer.http.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/", "/v1", "/v2/cases", "/v1/cases/", "/v1//cases", "/v1/a/b/c", "/.git"])
def test_a_path_that_is_nowhere_is_not_found(settled: Settled, path: str):
    told = settled.district.officer.refused("GET", path)
    assert (told.status, told.code) == (404, "PathUnknown")


def test_a_head_has_the_headers_of_the_answer_and_no_body(settled: Settled):
    place = f"/v1/areas/{settled.district.ids['lane']}"
    whole, head = (settled.district.officer.ask(method, place) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(whole.content))


def test_nothing_that_was_asked_or_refused_is_an_error_in_a_log(house: House, settled: Settled):
    logs = "".join(house.log_file(name).read_text() for name in house.names)
    assert '"level":"INFO"' in logs
    lines = [line for line in logs.splitlines() if f'"request_id":"{JOURNEY}' in line]
    assert [line for line in lines if '"level":"ERROR"' in line or '"level":"CRITICAL"' in line] == []
