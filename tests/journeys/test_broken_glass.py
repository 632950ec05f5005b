"""The glass is broken: whoever answers for the area is told, the administrators see it, and it is counted."""

import json
from typing import Any

import httpx
import pytest

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District, Row
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

REASON = "隔壁院落突发火情，需联系住户"
WITHIN = 20.0
Told = tuple[District, str, Row]


@pytest.fixture(scope="module")
def ground(officer: Somebody) -> District:
    """Its second base grid has a worker, its micro-grids and the grid above have nobody."""
    here = District.founded(officer)
    here.appoint("second", "grid_worker")
    asked: dict[str, Any] = {"area_id": here.ids["yard"], "limit": 1}
    wait_until(lambda: here.officer.get("/v1/residents", **asked).status_code == 200, "it is known", WITHIN)
    return here


def broken(here: District, area: str) -> Row:
    """By a micro-grid worker of the lane."""
    body = {"role": "micro_grid_worker", "area_id": here.ids[area], "reason": REASON}
    taken: Row = here.somebody("micro_grid_worker", "lane").do("/v1/broken-glass", body)
    return taken


def told_of(here: District, glass: Row) -> Row:
    def found() -> list[Row]:
        return [
            each
            for each in here.officer.all("/v1/messages", subject_kind="broken_glass", subject_id=glass["id"])
            if each["ended_at"] is not None
        ]

    wait_until(lambda: len(found()) == 1, "one message about it has ended", WITHIN)
    [message] = found()
    return message


def figures(house: House) -> str:
    name = "up" if house.profile == "embedded" else "members"
    port = house.settings["probe"]["ports"][name]
    return httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=5.0, verify=False).text


def counted(house: House) -> float:
    name = 'linli_glass_broken_total{role="micro_grid_worker"} '
    return sum(float(line.removeprefix(name)) for line in figures(house).splitlines() if name in line)


def test_the_holder_of_the_next_post_above_is_told(ground: District):
    glass = broken(ground, "yard")
    message = told_of(ground, glass)
    holder = ground.officer.read(f"/v1/areas/{ground.ids['second']}/holder")
    assert (message["recipient_id"], message["state"]) == (holder["staff_id"], "sent")
    assert (message["area_id"], message["case_id"]) == (ground.ids["yard"], None)
    told = message["variables"]
    assert (told["role"], told["where"], told["who"]) == ("micro_grid_worker", "yard 区", glass["person_id"])
    assert told.keys() == {"role", "where", "who", "until"}
    assert REASON not in json.dumps(message, ensure_ascii=False)


def test_somebody_on_duty_is_said_by_name_and_does_not_answer_to_themselves(ground: District):
    worker = ground.appoint("lane")
    body = {"role": "micro_grid_worker", "area_id": ground.ids["first"], "reason": REASON}
    somebody = ground.somebody("micro_grid_worker", "lane")
    ground.appoint("total", "chief")
    glass = somebody.ask("POST", "/v1/broken-glass", body, headers=_named(ground, worker)).json()
    message = told_of(ground, glass)
    chief = ground.officer.read(f"/v1/areas/{ground.ids['total']}/holder")
    assert message["recipient_id"] == chief["staff_id"]
    assert message["variables"]["who"] == "江立春"


def test_where_nobody_answers_the_message_is_kept_and_says_so(ground: District):
    message = told_of(ground, broken(ground, "township"))
    assert (message["state"], message["reason"], message["recipient_id"]) == ("not_sent", "no_holder", None)


def test_security_administrators_list_it_with_its_reason_and_nobody_else_does(ground: District):
    glass = broken(ground, "court")
    administrator = ground.somebody("security_administrator")
    listed = administrator.all("/v1/grants", source="break_glass")
    assert {each["source"] for each in listed} == {"break_glass"}
    [seen] = [each for each in listed if each["id"] == glass["id"]]
    assert seen["reason"] == REASON
    for role in ("audit_administrator", "system_administrator", "district_officer"):
        assert ground.somebody(role).get("/v1/grants", source="break_glass").status_code == 403


def test_it_is_counted_once_however_often_it_is_asked(house: House, ground: District):
    before, key = counted(house), new_id()
    body = {"role": "micro_grid_worker", "area_id": ground.ids["yard"], "reason": REASON}
    somebody = ground.somebody("micro_grid_worker", "lane")
    answers = [somebody.do("/v1/broken-glass", body, key=key) for _ in range(2)]
    assert answers[0] == answers[1]
    assert counted(house) == before + 1


def test_the_audit_says_why(ground: District):
    glass = broken(ground, "yard")
    auditor = ground.somebody("audit_administrator")

    def rows() -> list[Row]:
        return [each for each in auditor.all("/v1/audit/members", object_id=glass["id"]) if each["reason"]]

    wait_until(lambda: bool(rows()), "it is in the audit", WITHIN)
    assert {(each["action"], each["reason"]) for each in rows()} == {("break_glass", REASON)}


def _named(here: District, person_id: str) -> dict[str, str]:
    """By the grants that members knows of them."""
    administrator = here.somebody("security_administrator")
    wait_until(lambda: administrator.all("/v1/grants", person_id=person_id) != [], "a grant", WITHIN)
    token = here.operator.do("/v1/tokens", {"person_id": person_id})["token"]
    return {"Authorization": f"Bearer {token}"}
