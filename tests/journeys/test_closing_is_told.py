"""A case is closed, and whoever raised it is told once: by number and state, through the log."""

import json
import time
from typing import Any

import httpx
import pytest

from deploy.sample.ground import COMMUNITY, LOCAL, STATISTICS, base_code, micro_code
from deploy.sample.ids import area_id
from services.chassis.ids import new_id
from tests.house import House
from tests.processes import wait_until

MICRO_ID = area_id(LOCAL, micro_code(3, 2))
Json = dict[str, Any]
STEPS = [("assign", {}), ("take-in-hand", {}), ("close", {"feedback": "已更换灯泡"})]


def do(client: httpx.Client, path: str, body: Json, match: str | None = None) -> httpx.Response:
    headers = {"Idempotency-Key": new_id()} | ({"If-Match": match} if match else {})
    answer = client.post(path, json=body, headers=headers)
    assert answer.is_success, answer.text
    return answer


def closed_case(house: House, raiser_id: str | None = None) -> Json:
    with house.client() as client:
        body = {"area_id": MICRO_ID, "text": "三单元楼道灯不亮"} | (
            {"raiser_id": raiser_id} if raiser_id else {}
        )
        answer = do(client, "/v1/cases", body)
        for step, command in STEPS:
            answer = do(client, f"/v1/cases/{answer.json()['id']}/{step}", command, answer.headers["ETag"])
    closed: Json = answer.json()
    assert closed["state"] == "closed"
    return closed


def messages_about(house: House, case: Json, **who) -> list[Json]:
    with house.client(**who) as client:
        answer = client.get("/v1/messages", params={"case_id": case["id"]})
    assert answer.is_success, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def message_about(house: House, case: Json) -> Json:
    wait_until(
        lambda: [message["state"] for message in messages_about(house, case)] == ["sent"],
        "the message is sent",
        seconds=15,
    )
    [message] = messages_about(house, case)
    return message


@pytest.fixture(scope="module")
def told(house: House) -> tuple[Json, Json]:
    """A closed case that somebody raised, and the message about it."""
    case = closed_case(house, raiser_id=new_id())
    return case, message_about(house, case)


def test_the_raiser_is_told_by_number_and_state(told: tuple[Json, Json]):
    case, message = told
    assert (message["recipient_id"], message["area_id"]) == (case["raiser_id"], MICRO_ID)
    assert message["variables"] == {"number": case["number"], "state": "closed"}
    assert (message["template_key"], message["tries"], message["reason"]) == ("case_closed", 1, None)


def test_where_nobody_raised_it_the_holder_is_told(house: House):
    case = closed_case(house)
    assert message_about(house, case)["recipient_id"] == case["assignee_id"]


def test_a_message_has_a_page_of_its_own_with_an_etag(house: House, told: tuple[Json, Json]):
    _, message = told
    with house.client() as client:
        answer = client.get(f"/v1/messages/{message['id']}")
    assert answer.json() == message
    assert answer.headers["ETag"].startswith(f'"{message["version"]}-')


def test_one_closing_is_told_once(house: House, told: tuple[Json, Json]):
    case, _ = told
    time.sleep(2.0)
    assert len(messages_about(house, case)) == 1


@pytest.mark.parametrize(
    ("place", "sees"),
    [(area_id(STATISTICS, COMMUNITY), 1), (MICRO_ID, 1), (area_id(LOCAL, base_code(4)), 0)],
    ids=["the community", "the micro-grid", "another base grid"],
)
def test_a_message_is_shown_within_the_callers_areas(
    house: House, told: tuple[Json, Json], place: str, sees: int
):
    case, message = told
    who = {"role": "grid_worker", "area_id": place}

    assert len(messages_about(house, case, **who)) == sees
    with house.client(**who) as client:
        assert client.get(f"/v1/messages/{message['id']}").status_code == (200 if sees else 404)


def test_another_district_sees_no_message(house: House, told: tuple[Json, Json]):
    _, message = told
    with house.client(district="x0x0x0") as client:
        assert client.get(f"/v1/messages/{message['id']}").status_code == 404


def test_a_resident_may_not_read_messages(house: House):
    with house.client("resident") as client:
        assert client.get(f"/v1/messages/{new_id()}").status_code == 403


def test_the_log_has_ids_and_neither_text_nor_narrative(house: House, told: tuple[Json, Json]):
    _, message = told
    log = house.log_file("up" if house.profile == "embedded" else "notify").read_text()

    lines = [json.loads(line) for line in log.splitlines() if message["id"] in line]
    sent = [line for line in lines if line["message"] == "message sent"]
    assert [(line["template"], line["recipient_id"]) for line in sent] == [
        ("case_closed", message["recipient_id"])
    ]
    for secret in ("已办结", "您好", "三单元楼道灯不亮", "已更换灯泡"):
        assert secret not in log


def test_the_mirrors_hold_what_grids_holds(house: House):
    operator = house.client("operator", kind="operator")
    with operator:
        place = f"/v1/jobs/{do(operator, '/v1/operator/notify/mirrors/recount', {}).json()['id']}"
        wait_until(lambda: operator.get(place).json()["ended_at"] is not None, "they are counted", 30.0)
        recount = operator.get(place).json()["result"]["mirrors"]
    for name, rows in {"areas": 246, "staff": 135}.items():
        counted = recount[name]
        assert counted["source"] >= rows
        assert (counted["missing"], counted["extra"], counted["behind"]) == (0, 0, 0)
