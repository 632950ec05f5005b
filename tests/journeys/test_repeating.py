"""The same request again has the same answer and no second effect (D14)."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from services.chassis.ids import new_id
from tests.journeys.conftest import Settled
from tests.journeys.district import District, an_area, etag_of

AT_ONCE = 8


def a_voice(here: District, **more: str) -> dict[str, str]:
    return {"area_id": here.ids["lane"], "text": "楼道灯不亮"} | more


def test_a_request_sent_three_times_is_one_case_and_three_equal_answers(district: District):
    key = new_id()
    answers = [district.officer.ask("POST", "/v1/cases", a_voice(district), key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert len(district.officer.all("/v1/cases")) == 1


def test_a_request_sent_eight_times_at_once_is_one_case(district: District):
    key = new_id()

    def send(_: int) -> httpx.Response:
        return district.officer.ask("POST", "/v1/cases", a_voice(district), key=key)

    with ThreadPoolExecutor(AT_ONCE) as senders:
        answers = list(senders.map(send, range(AT_ONCE)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(district.officer.all("/v1/cases")) == 1


def test_the_same_words_in_another_order_are_the_same_request(district: District):
    key, id = new_id(), new_id()
    body = a_voice(district, id=id)
    first = district.officer.do("/v1/cases", body, key=key)
    assert district.officer.do("/v1/cases", dict(reversed(body.items())), key=key) == first


def test_an_id_of_the_callers_own_is_the_same_case_under_another_key(district: District):
    body = a_voice(district, id=new_id())
    first = district.officer.do("/v1/cases", body)
    assert district.officer.do("/v1/cases", body) == first
    assert len(district.officer.all("/v1/cases")) == 1


def test_a_renaming_sent_again_is_answered_and_made_once(district: District):
    key, path = new_id(), f"/v1/areas/{district.ids['lane']}"
    first, second = (
        district.officer.ask("PATCH", path, {"name": "新巷"}, key=key, match=etag_of(1)) for _ in range(2)
    )
    assert (first.status_code, second.content) == (200, first.content)
    assert district.officer.read(path)["version"] == 2


def test_a_transition_sent_again_is_answered_though_its_version_has_gone(district: District):
    district.appoint("lane")
    case, key = district.register(), new_id()
    path = f"/v1/cases/{case['id']}/assign"
    first, second = (
        district.officer.ask("POST", path, {}, key=key, match=etag_of(case["version"])) for _ in range(2)
    )
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert district.officer.read(f"/v1/cases/{case['id']}")["version"] == 2


def test_two_callers_may_choose_the_same_key(district: District):
    key = new_id()
    cases = [
        somebody.do("/v1/cases", a_voice(district), key=key)
        for somebody in (district.officer, district.somebody("grid_worker", "first"))
    ]
    assert cases[0]["id"] != cases[1]["id"]


def test_two_districts_may_choose_the_same_id_and_key(district: District, settled: Settled):
    id, key = new_id(), new_id()
    for here in (district, settled.district):
        county = here.ids["county"]
        township = an_area("township", county, id=id)
        here.officer.do("/v1/areas/batch", {"areas": [township]}, key=key)
        assert here.officer.read(f"/v1/areas/{id}")["parent_id"] == county


def test_a_key_that_was_refused_is_free_for_the_right_command(district: District):
    key = new_id()
    wrong = district.officer.ask("POST", "/v1/cases", a_voice(district, area_id=new_id()), key=key)
    assert wrong.status_code == 404
    assert district.officer.do("/v1/cases", a_voice(district), key=key)["state"] == "registered"


def test_one_closing_is_told_once_however_often_it_is_sent(district: District):
    district.appoint("lane")
    case, key = district.register(), new_id()
    in_hand = district.step(district.step(case, "assign"), "take-in-hand")
    for _ in range(3):
        path = f"/v1/cases/{case['id']}/close"
        district.officer.do(path, {"feedback": "已修好"}, key=key, match=etag_of(in_hand["version"]))
    district.message_about(case)
    assert len(district.messages(case)) == 1
