"""Meals over HTTP: a resident comes to the mirror, is checked, enrolled and served, and leaves."""

import json
from collections.abc import Iterator
from datetime import date

import pytest

from services.chassis.ids import new_id
from tests.days import today
from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.journeys.kept import rows_of
from tests.journeys.meals import (
    CARDS,
    FOLLOWS_WITHIN,
    PROGRAMME,
    checked,
    closed,
    enrolled,
    founded,
    left,
    settled,
)
from tests.journeys.people import Register, register_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until


@pytest.fixture(scope="module")
def register(house: House) -> Iterator[Register]:
    with register_of(house) as register:
        yield register


@pytest.fixture
def here(district: District) -> District:
    """With a meal programme: from 60 on, lunch for 10.00 yuan, dinner for 3.00."""
    wait_until(lambda: founded(district), "the ground is in care's mirror", FOLLOWS_WITHIN)
    return district


@pytest.fixture
def zhang(here: District, register: Register) -> str:
    """Known to care."""
    return settled(here, register)


@pytest.mark.parametrize("how", ["dead", "moved_out"])
def test_somebody_is_checked_enrolled_served_and_leaves(house: House, here: District, zhang: str, how: str):
    assert checked(here, zhang) == {
        "id": zhang, "on": today().isoformat(), "allowed": True, "reason": None, "allowed_from": None,
    }  # fmt: skip
    card = enrolled(here, zhang)
    assert checked(here, zhang)["reason"] == "has_card"
    serving = here.officer.do(f"{CARDS}/{card['id']}/meals", {"meals": ["lunch", "dinner"]})
    assert (serving["total_fen"], serving["on"]) == (1300, today().isoformat())

    left(here, zhang, how)

    over = closed(here, card)
    assert (over["reason"], over["closed_on"], over["version"]) == (how, today().isoformat(), 2)
    assert checked(here, zhang)["reason"] == how
    told = here.officer.refused("POST", CARDS, {"resident_id": zhang})
    assert (told.status, told.code, told.values["reason"]) == (409, "HasLeft", how)
    eaten = here.officer.all(f"{CARDS}/{card['id']}/meals", limit=1)
    assert [(meal["meal"], meal["price_fen"]) for meal in eaten] == [("dinner", 300), ("lunch", 1000)]
    [enrolment] = rows_of(house, "care", "meal_enrolments", here.id)
    assert (enrolment["reason"], str(enrolment["ended_on"])) == (how, today().isoformat())


def test_a_change_is_repeated_with_its_key_and_done_once(here: District, zhang: str):
    key, body = new_id(), {"resident_id": zhang}
    first, second = (here.officer.ask("POST", CARDS, body, key=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    card = first.json()
    assert first.headers["Location"] == f"{CARDS}/{card['id']}"

    key, lunch = new_id(), {"meals": ["lunch"]}
    served = [here.officer.ask("POST", f"{CARDS}/{card['id']}/meals", lunch, key=key) for _ in range(2)]
    assert served[0].json() == served[1].json()
    assert len(here.officer.all(f"{CARDS}/{card['id']}/meals")) == 1
    told = here.officer.refused("POST", f"{CARDS}/{card['id']}/meals", lunch)
    assert (told.status, told.code, told.named) == (409, "MealTaken", {"meals": "MealTaken"})


def test_who_is_too_young_is_told_from_when_on_they_may(here: District, register: Register):
    new_year = date(today().year + 1, 1, 1).isoformat()
    young = settled(here, register, birth_date=date(today().year - 59, 1, 1))
    found = checked(here, young)
    assert (found["reason"], found["allowed_from"]) == ("too_young", new_year)
    assert checked(here, young, on=new_year)["allowed"]
    told = here.officer.refused("POST", CARDS, {"resident_id": young})
    assert (told.status, told.code, told.values["allowed_from"]) == (409, "TooYoung", new_year)


def test_a_card_is_known_by_its_etag_and_closed_only_by_who_has_seen_it(here: District, zhang: str):
    path = f"{CARDS}/{enrolled(here, zhang)['id']}"
    tag = here.officer.get(path).headers["ETag"]
    assert here.officer.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert here.officer.refused("POST", f"{path}/close", {"reason": "lost"}).code == "IfMatchMissing"
    stale = here.officer.refused("POST", f"{path}/close", {"reason": "lost"}, match=etag_of(7))
    assert (stale.status, stale.values["current"]["state"]) == (412, "open")
    over = here.officer.do(f"{path}/close", {"reason": "lost"}, match=tag)
    assert (over["state"], over["reason"]) == ("closed", "lost")
    assert checked(here, zhang)["allowed"]


def test_a_programme_is_founded_once_and_changed_from_a_day(here: District):
    programme = here.officer.read(PROGRAMME)
    [edition] = programme["editions"]
    later = {name: value for name, value in edition.items() if name != "number"} | {
        "valid_from": today(30).isoformat(), "minimum_age": 65,
    }  # fmt: skip
    assert here.officer.refused("PUT", PROGRAMME, later, match=etag_of(0)).status == 412
    past = here.officer.refused("PUT", PROGRAMME, later | {"valid_from": "2026-01-02"}, match=etag_of(1))
    assert (past.status, past.named) == (422, {"valid_from": "ChangedInPast"})
    changed = here.officer.ask("PUT", PROGRAMME, later, match=etag_of(1)).json()
    assert [each["minimum_age"] for each in changed["editions"]] == [60, 65]
    secretary = here.somebody("community_secretary", "community")
    assert secretary.read(PROGRAMME) == changed
    assert secretary.refused("PUT", PROGRAMME, later, match=etag_of(2)).status == 403


def test_everybody_sees_the_cards_of_their_own_areas(here: District, elsewhere: District, zhang: str):
    card = enrolled(here, zhang)
    near, far = (here.somebody("grid_worker", base) for base in ("first", "second"))
    lane = here.ids["lane"]
    assert near.all(CARDS, area_id=lane) == here.officer.all(CARDS, area_id=lane) == [card]
    assert far.get(CARDS, area_id=lane).json()["code"] == "AreaUnknown"
    assert far.refused("GET", f"{CARDS}/{card['id']}").code == "CardUnknown"
    assert far.refused("POST", f"{CARDS}/{card['id']}/meals", {"meals": ["lunch"]}).status == 404
    assert far.read(f"/v1/residents/{zhang}/meal-eligibility")["reason"] == "unknown_resident"
    assert elsewhere.officer.refused("GET", f"{CARDS}/{card['id']}").status == 404
    micro = here.somebody("micro_grid_worker", "lane")
    assert micro.read(f"{CARDS}/{card['id']}") == card
    assert micro.refused("POST", CARDS, {"resident_id": zhang}).status == 403
    assert here.operator.refused("GET", f"{CARDS}/{card['id']}").status == 403


def test_looking_at_a_card_or_at_somebodys_eligibility_is_written_down(
    house: House, here: District, zhang: str
):
    card = enrolled(here, zhang)
    paths = {f"{CARDS}/{card['id']}": card["id"], f"/v1/residents/{zhang}/meal-eligibility": zhang}
    for path, seen in paths.items():
        request = new_id()
        here.officer.get(path, headers={"X-Request-Id": request})
        [row] = readings(house, request)
        assert (row["kind"], row["permission"], json.loads(row["ids"])) == ("read", "meals.read", [seen])


def readings(house: House, request_id: str) -> list[Row]:
    """They reach the table within a second or two."""

    def written() -> list[Row]:
        return [row for row in rows_of(house, "care", "audit") if row["request_id"] == request_id]

    wait_until(lambda: bool(written()), "the reading is written down", FOLLOWS_WITHIN)
    return written()


def recount(here: District) -> Row:
    counted: Row = here.operator.job("/v1/operator/care/mirrors/recount", {})["mirrors"]
    return counted


def test_feeding_the_mirror_anew_while_people_come_and_die_leaves_no_difference(
    here: District, register: Register, zhang: str
):
    people = register.settle(here, "court", count=450)
    left(here, zhang)
    job = here.operator.do("/v1/operator/care/mirrors/refeed", {})
    for resident_id in people[:3]:
        left(here, resident_id)
    register.settle(here, "yard", count=50)

    def over() -> bool:
        return bool(here.operator.read(f"/v1/jobs/{job['id']}")["state"] == "done")

    wait_until(over, "the mirrors are fed", FOLLOWS_WITHIN * 2)

    def differences() -> set[int]:
        return {mirror[name] for mirror in recount(here).values() for name in ("missing", "extra", "behind")}

    wait_until(lambda: differences() == {0}, "the mirrors have followed", FOLLOWS_WITHIN)
    assert recount(here)["residents"]["source"] == 501
    for dead in (zhang, *people[:3]):
        assert checked(here, dead)["reason"] == "dead"


def test_the_dead_do_not_come_back_with_a_feeding(here: District, zhang: str):
    card = enrolled(here, zhang)
    left(here, zhang)
    before = closed(here, card)
    for _ in range(2):
        here.operator.job("/v1/operator/care/mirrors/refeed", {})
        assert checked(here, zhang)["reason"] == "dead"
        assert here.officer.refused("POST", CARDS, {"resident_id": zhang}).code == "HasLeft"
    assert here.officer.read(f"{CARDS}/{card['id']}") == before


def test_a_stranger_without_a_role_asks_nothing(here: District, zhang: str):
    stranger: Somebody = here.somebody("resident", "lane")
    assert stranger.refused("GET", f"/v1/residents/{zhang}/meal-eligibility").status == 403
    assert stranger.read(PROGRAMME)["version"] == 1
