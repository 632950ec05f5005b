"""Who did what, and who read whose case: written down before the answer leaves (D12)."""

import json
from collections.abc import Iterator

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.conftest import Settled
from tests.journeys.district import District, Row
from tests.journeys.kept import rows_of
from tests.processes import wait_until


def rows_with(house: House, request_id: str) -> list[Row]:
    return [row for row in rows_of(house, "grids", "audit") if row["request_id"] == request_id]


def reading(house: House, here: District, path: str) -> Iterator[Row]:
    """The audit rows of one GET, which reach the table within a second or two."""
    request = new_id()
    here.officer.get(path, headers={"X-Request-Id": request})
    wait_until(lambda: bool(rows_with(house, request)), "the reading is written down", 10)
    yield from rows_with(house, request)


def test_reading_a_case_is_written_down(house: House, settled: Settled):
    case, officer = settled.cases["closed"], settled.district.officer
    [row] = reading(house, settled.district, f"/v1/cases/{case['id']}")
    assert (row["kind"], row["action"], row["permission"]) == ("read", "get_case", "cases.read")
    assert (row["district"], row["principal"]) == (officer.district, f"person:{officer.principal}")
    assert json.loads(row["ids"]) == [case["id"]]


def test_a_list_of_cases_is_written_down_with_every_case_that_it_showed(house: House, settled: Settled):
    shown = [case["id"] for case in settled.district.officer.all("/v1/cases", limit=3)][:3]
    [row] = reading(house, settled.district, "/v1/cases?limit=3")
    assert (row["action"], json.loads(row["ids"])) == ("list_cases", shown)


def test_a_change_is_written_down_with_it(house: House, district: District):
    request, body = new_id(), {"area_id": district.ids["lane"], "text": "楼道灯不亮"}
    made = district.officer.ask("POST", "/v1/cases", body, headers={"X-Request-Id": request})
    [row] = rows_with(house, request)
    assert (row["kind"], row["action"], row["permission"]) == ("write", "register_case", "cases.register")
    assert json.loads(row["ids"]) == [made.json()["id"]]


def test_what_is_refused_changed_nothing_and_leaves_no_row(house: House, untouched: District):
    request, body = new_id(), {"area_id": new_id(), "text": "楼道灯不亮"}
    untouched.officer.ask("POST", "/v1/cases", body, headers={"X-Request-Id": request})
    assert rows_with(house, request) == []


def test_reading_the_ground_concerns_nobody(house: House, settled: Settled):
    request, case = new_id(), settled.cases["closed"]
    settled.district.officer.get(f"/v1/areas/{case['area_id']}", headers={"X-Request-Id": request})
    assert list(reading(house, settled.district, f"/v1/cases/{case['id']}")) != []
    assert rows_with(house, request) == []
