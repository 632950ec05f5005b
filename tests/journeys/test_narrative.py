"""What a resident tells stays in its case: in no event, log line, message or kept answer (D11)."""

import json
import time

import pytest

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.conftest import Settled
from tests.journeys.district import District, Row, etag_of
from tests.journeys.kept import all_rows, files_with, places_of

TOLD, ANSWERED = "暗号甲七二九", "暗号乙三五八"
ON_EVERY_LINE = {"time", "level", "logger", "service", "request_id", "message"}


@pytest.fixture(scope="module")
def case(settled: Settled) -> Row:
    """Told, told again, misunderstood, refused, handled and closed."""
    here, key = settled.district, new_id()
    body = {"area_id": here.ids["lane"], "text": f"{TOLD}，楼上漏水"}
    case = here.officer.do("/v1/cases", body, key=key)
    assert here.officer.do("/v1/cases", body, key=key) == case
    _misunderstood(here, case, key, body)
    closed = here.closed(case, feedback=f"{ANSWERED}，已修好")
    here.message_about(closed)
    time.sleep(1.5)  # what was read is loaded from the spool within a second
    return closed


def _misunderstood(here: District, case: Row, key: str, body: Row) -> None:
    """Every way in which a narrative is sent and refused."""
    place = f"/v1/cases/{case['id']}"
    officer = here.officer
    refused = [
        officer.ask("POST", "/v1/cases", {**body, "text": TOLD * 1000}),
        officer.ask("POST", "/v1/cases", {**body, "text": [TOLD]}),
        officer.ask("POST", "/v1/cases", {**body, "text": f"{TOLD} again"}, key=key),
        officer.ask("POST", "/v1/cases", {**body, "area_id": new_id()}),
        officer.ask("POST", "/v1/cases", content=f'{{"text": "{TOLD}"', headers=_JSON),
        officer.ask("POST", f"{place}/close", {"feedback": ANSWERED}, match=etag_of(1)),
        officer.ask("POST", f"{place}/close", {"feedback": ANSWERED}, match=etag_of(7)),
        here.somebody("resident").ask("POST", f"{place}/close", {"feedback": ANSWERED}, match=etag_of(1)),
        officer.get("/v1/cases", state=TOLD),
    ]
    assert [answer.status_code // 100 for answer in refused] == [4] * len(refused)
    assert [answer.text for answer in refused if TOLD in answer.text or ANSWERED in answer.text] == []


_JSON = {"Content-Type": "application/json"}


def test_it_is_kept_in_the_case_and_nowhere_else(house: House, case: Row):
    assert places_of(house, TOLD) == {("grids", "cases", "text")}
    assert places_of(house, ANSWERED) == {("grids", "cases", "feedback")}


@pytest.mark.parametrize("words", [TOLD, ANSWERED])
def test_it_is_in_no_log_and_no_spool(house: House, case: Row, words: str):
    assert files_with(house, words) == []
    assert files_with(house, json.dumps(words).strip('"')) == []


def test_it_is_in_no_answer_but_the_cases_own(case: Row, settled: Settled):
    officer = settled.district.officer
    lists = [officer.read(path, limit=200) for path in ("/v1/cases", "/v1/messages")]
    assert TOLD not in json.dumps(lists, ensure_ascii=False)
    assert TOLD in officer.read(f"/v1/cases/{case['id']}")["text"]


def test_the_events_of_a_case_carry_ids_number_and_version(house: House, case: Row):
    bodies = [json.loads(row["body"]) for name, row in all_rows(house, "grids") if name == "outbox"]
    said = {body["type"].split(".")[2]: body["data"] for body in bodies if body["subject"] == case["id"]}
    assert {name: sorted(data) for name, data in said.items()} == {
        "CaseRegistered": ["area_id", "case_id", "number", "version"],
        "CaseAssigned": ["area_id", "assignee_id", "case_id", "number", "version"],
        "CaseTakenInHand": ["area_id", "assignee_id", "case_id", "number", "version"],
        "CaseClosed": ["area_id", "case_id", "number", "recipient_id", "version"],
    }


def test_the_log_channel_writes_message_template_and_recipient(house: House, case: Row, settled: Settled):
    [message] = settled.district.messages(case)
    log = house.log_file("up" if house.profile == "embedded" else "notify")
    lines = [json.loads(line) for line in log.read_text().splitlines() if message["id"] in line]
    [sent] = [line for line in lines if line["message"] == "message sent"]
    assert {name: value for name, value in sent.items() if name not in ON_EVERY_LINE} == {
        "message_id": message["id"],
        "template": "case_closed",
        "recipient_id": message["recipient_id"],
    }
