"""The work log over HTTP: written down, corrected, withdrawn, counted by class, and told to nobody else."""

import json

import pytest

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.conftest import Settled
from tests.journeys.district import District, Row, etag_of
from tests.journeys.kept import change, files_with, places_of

ENTRIES, TOTALS = "/v1/work-entries", "/v1/work-entries/totals"
TOLD, ANEW = "暗号丙一六四", "暗号丁九零二"


def an_entry(here: District, **different: str) -> Row:
    usual = {
        "id": new_id(), "area_id": here.ids["lane"], "duty_class": "hazards", "done_on": "2026-01-05",
        "text": "楼道堆物，已劝离",
    }  # fmt: skip
    return usual | different


def counted(here: District, area: str) -> dict[str, int]:
    totals = here.officer.read(TOTALS, area_id=here.ids[area], year=2026)
    return {each["duty_class"]: each["entries"] for each in totals["classes"]}


def test_work_of_three_classes_is_written_down_and_counted(district: District):
    """S2.63."""
    here, worker = district, district.somebody("micro_grid_worker", "lane")
    staff_id = here.appoint("lane")
    [*classes] = here.officer.read("/v1/duty-classes")["items"]
    assert [each["name_zh"] for each in classes] == ["发现报告风险隐患", "协助基层基础工作", "参与应急响应"]
    case = here.register()
    entries = [
        an_entry(here, duty_class=each["key"], staff_id=staff_id, case_id=case["id"]) for each in classes
    ]
    for entry in entries:
        assert worker.do(ENTRIES, entry) == worker.do(ENTRIES, entry)
    assert counted(here, "community") == {"hazards": 1, "groundwork": 1, "emergency": 1}
    path = f"{ENTRIES}/{entries[0]['id']}"
    said = {name: value for name, value in entries[0].items() if name not in ("id", "area_id", "case_id")}
    anew = said | {"duty_class": "emergency", "done_on": "2026-01-06"}
    corrected = worker.ask("PUT", path, anew, match=etag_of(1))
    assert (corrected.status_code, corrected.json()["version"]) == (200, 2)
    assert counted(here, "lane") == {"hazards": 0, "groundwork": 1, "emergency": 2}
    assert worker.ask("PUT", path, anew, match=etag_of(1)).status_code == 412
    worker.do(f"{path}/withdraw", {}, match=etag_of(2))
    assert counted(here, "total") == {"hazards": 0, "groundwork": 1, "emergency": 1}
    assert worker.get(path).status_code == 404
    newest = here.officer.all(ENTRIES, area_id=here.ids["first"], duty_class="groundwork")
    assert [each["id"] for each in newest] == [entries[1]["id"]]


def test_the_ground_is_counted_anew_and_what_differs_is_told_and_set_right(district: District, house: House):
    here, recount = district, ("recount", district.id, "--url", house.url)
    here.officer.do(ENTRIES, an_entry(here, staff_id=here.appoint("lane")))
    again = "/v1/operator/ground/recount"
    right = {"areas": 9, "differing": 0, "wrong": {"work": 0, "places": 0, "dwellings": 0}}
    assert here.operator.job(again, {}) == right
    lane = f"district = '{here.id}' AND area_id = '{here.ids['lane']}'"
    change(house, "grids", f"UPDATE work_counts SET entries = entries + 1 WHERE {lane}")
    assert counted(here, "lane")["hazards"] == 2

    with pytest.raises(RuntimeError, match="1 figures of the work log were not those of its entries"):
        house.command(*recount)

    assert "ground: 9 areas counted: nothing differs" in house.command(*recount)
    assert counted(here, "lane") == {"hazards": 1, "groundwork": 0, "emergency": 0}
    refused = here.officer.refused("POST", again, {})
    assert (refused.status, refused.code) == (403, "PermissionMissing")


def test_nobody_writes_down_work_outside_their_areas_and_a_resident_none(district: District):
    staff_id = district.appoint("lane")
    entry = an_entry(district, staff_id=staff_id)
    outside = district.somebody("micro_grid_worker", "yard").ask("POST", ENTRIES, entry)
    assert outside.status_code == 404
    assert outside.json()["fields"][0]["field"] == "area_id"
    assert district.somebody("resident", "lane").ask("POST", ENTRIES, entry).status_code == 403


@pytest.fixture(scope="module")
def told(settled: Settled) -> Row:
    here = settled.district
    entry = an_entry(here, staff_id=here.appoint("second", "grid_worker"), text=TOLD)
    here.officer.do(ENTRIES, entry)
    here.officer.ask("POST", ENTRIES, entry | {"text": f"{TOLD} again"})
    anew = {name: value for name, value in entry.items() if name not in ("id", "area_id")} | {"text": ANEW}
    here.officer.ask("PUT", f"{ENTRIES}/{entry['id']}", anew, match=etag_of(7))
    here.officer.ask("PUT", f"{ENTRIES}/{entry['id']}", anew, match=etag_of(1))
    return entry


def test_what_was_done_is_told_in_the_log_and_nowhere_else(house: House, told: Row, settled: Settled):
    assert places_of(house, ANEW) == {("grids", "work_entries", "text")}
    assert places_of(house, TOLD) == set()
    assert [files_with(house, words) for words in (TOLD, ANEW)] == [[], []]
    listed = settled.district.officer.read(ENTRIES, limit=200)
    assert ANEW not in json.dumps(listed, ensure_ascii=False)
