"""What was seen is what is changed: ETags, and the two conditions that name them (D15)."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.journeys.conftest import Settled
from tests.journeys.district import District, etag_of

KINDS = ["area", "case", "message"]


@pytest.fixture
def place(settled: Settled, request: pytest.FixtureRequest) -> str:
    """Where a thing with a version is read."""
    here = settled.district
    case = settled.cases["closed"]
    return {
        "area": f"/v1/areas/{here.ids['lane']}",
        "case": f"/v1/cases/{case['id']}",
        "message": f"/v1/messages/{here.messages(case)[0]['id']}",
    }[request.param]


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_what_the_client_has_is_not_sent_again(settled: Settled, place: str):
    officer = settled.district.officer
    first = officer.get(place)
    again = officer.get(place, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert {"Authorization", "Accept-Language"} == set(again.headers["Vary"].split(", "))


@pytest.mark.parametrize("place", KINDS, indirect=True)
@pytest.mark.parametrize("known", [etag_of(1), '"another"', 'W/"1-x", "2-y"'])
def test_what_the_client_has_not_is_sent_whole(settled: Settled, place: str, known: str):
    answer = settled.district.officer.get(place, headers={"If-None-Match": known})
    assert (answer.status_code, answer.json()["version"] > 0) == (200, True)


@pytest.mark.parametrize("spelling", ["W/{tag}", '"0-x", {tag}', "*"])
def test_an_etag_is_known_by_every_spelling_of_the_header(settled: Settled, spelling: str):
    officer, place = settled.district.officer, f"/v1/cases/{settled.cases['closed']['id']}"
    known = spelling.format(tag=officer.get(place).headers["ETag"])
    assert officer.get(place, headers={"If-None-Match": known}).status_code == 304


@pytest.mark.parametrize("step", ["assign", "take-in-hand", "close"])
def test_a_change_without_a_version_is_refused(untouched: District, settled: Settled, step: str):
    case = settled.cases["registered"]
    told = untouched.officer.refused("POST", f"/v1/cases/{case['id']}/{step}", {"feedback": "已修好"})
    assert (told.status, told.code) == (428, "IfMatchMissing")


@pytest.mark.parametrize("match", ["*", "1", '"1"', '"x-0000000000000000"', f"{etag_of(1)}, {etag_of(2)}"])
def test_a_version_that_says_nothing_or_too_much_is_refused(untouched: District, match: str):
    lane = untouched.ids["lane"]
    told = untouched.officer.refused("PATCH", f"/v1/areas/{lane}", {"name": "新名"}, match=match)
    assert (told.status, told.code) == (400, "IfMatchInvalid")


def test_a_stale_change_of_an_area_shows_both_values(district: District):
    path = f"/v1/areas/{district.ids['lane']}"
    renamed = district.officer.ask("PATCH", path, {"name": "新巷"}, match=etag_of(1))
    told = district.officer.refused("PATCH", path, {"name": "旧巷"}, match=etag_of(1))
    assert (told.status, told.code) == (412, "StaleVersion")
    assert (told.values["sent_version"], told.values["current_version"]) == (1, 2)
    assert told.values["current"] == renamed.json()
    assert district.officer.read(path)["name"] == "新巷"


def test_a_stale_transition_shows_both_values_and_changes_nothing(untouched: District, settled: Settled):
    case = settled.cases["in_hand"]
    path = f"/v1/cases/{case['id']}/close"
    told = untouched.officer.refused("POST", path, {"feedback": "已修好"}, match=etag_of(case["version"] - 1))
    assert (told.status, told.code) == (412, "StaleVersion")
    assert (told.values["sent_version"], told.values["current_version"]) == (2, 3)
    assert told.values["current"]["state"] == "in_hand"


@pytest.mark.parametrize("version", [0, 2, 2**31, 10**15 - 1])
def test_a_version_that_never_was_is_as_wrong_as_an_old_one(untouched: District, version: int):
    path = f"/v1/areas/{untouched.ids['lane']}"
    told = untouched.officer.refused("PATCH", path, {"name": "新巷"}, match=etag_of(version))
    assert (told.status, told.values["sent_version"], told.values["current_version"]) == (412, version, 1)


def test_of_two_changes_at_once_one_is_made(district: District):
    path = f"/v1/areas/{district.ids['lane']}"
    names = [f"第{number}巷" for number in range(6)]

    def rename(name: str) -> httpx.Response:
        return district.officer.ask("PATCH", path, {"name": name}, match=etag_of(1))

    with ThreadPoolExecutor(len(names)) as senders:
        answers = list(senders.map(rename, names))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5
    [made] = [answer.json() for answer in answers if answer.status_code == 200]
    found = district.officer.read(path)
    assert (found["name"], found["version"]) == (made["name"], 2)
