"""The end of a residence over HTTP: who may say it, when, and what is refused in both languages."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from tests.days import today
from tests.house import House
from tests.journeys.district import District, etag_of
from tests.journeys.meals import ENDS
from tests.journeys.people import BORN, Register, register_of


@pytest.fixture(scope="module")
def register(house: House) -> Iterator[Register]:
    with register_of(house) as register:
        yield register


@pytest.fixture
def zhang(district: District, register: Register) -> str:
    """The address of a resident of the lane."""
    [resident_id] = register.settle(district)
    return f"/v1/residents/{resident_id}"


def said(how: str, on: date | None = None) -> tuple[str, dict[str, str]]:
    """The verb and the body."""
    verb, day = ENDS[how]
    return verb, {day: (on or today()).isoformat()}


@pytest.mark.parametrize("how", ENDS)
def test_an_end_is_shown_with_its_day_and_stays(district: District, zhang: str, how: str):
    tag = district.officer.get(zhang).headers["ETag"]
    verb, body = said(how, today(-1))
    ended = district.officer.do(f"{zhang}/{verb}", body, match=tag)
    assert (ended["status"], ended["version"]) == (how, 2)
    assert ended | body == ended == district.officer.read(zhang)


def test_who_moved_out_may_die_and_nobody_dies_twice(district: District, zhang: str):
    for seen, how in enumerate(("moved_out", "dead"), start=1):
        verb, body = said(how)
        district.officer.do(f"{zhang}/{verb}", body, match=etag_of(seen))
    for how in ENDS:
        verb, body = said(how)
        told = district.officer.refused("POST", f"{zhang}/{verb}", body, match=etag_of(3))
        assert (told.status, told.code, told.values["died_on"]) == (409, "AlreadyDead", today().isoformat())


def the_day_after_tomorrow() -> date:
    return today(2)


def the_eve_of_birth() -> date:
    return BORN - timedelta(days=1)


@pytest.mark.parametrize(
    ("how", "on", "code"),
    [
        ("dead", the_day_after_tomorrow, "DeathToCome"),
        ("dead", the_eve_of_birth, "DeathBeforeBirth"),
        ("moved_out", the_day_after_tomorrow, "MoveOutToCome"),
        ("moved_out", the_eve_of_birth, "MoveOutBeforeBirth"),
    ],
)
def test_a_day_outside_a_life_is_refused_by_its_field(
    district: District, zhang: str, how: str, on: Callable[[], date], code: str
):
    verb, body = said(how, on())
    told = district.officer.refused("POST", f"{zhang}/{verb}", body, match=etag_of(1))
    assert (told.status, told.named) == (422, {ENDS[how][1]: code})
    assert district.officer.read(zhang)["status"] == "living"


@pytest.mark.parametrize("how", ENDS)
def test_only_who_has_seen_the_resident_says_it(district: District, zhang: str, how: str):
    verb, body = said(how)
    assert district.officer.refused("POST", f"{zhang}/{verb}", body).code == "IfMatchMissing"
    told = district.officer.refused("POST", f"{zhang}/{verb}", body, match=etag_of(2))
    assert (told.status, told.values["current"]["status"]) == (412, "living")
    assert "name" not in told.values["current"]


@pytest.mark.parametrize("how", ENDS)
def test_nobody_without_the_right_or_the_area_says_it(
    district: District, elsewhere: District, zhang: str, how: str
):
    verb, body = said(how)
    for stranger, status in {
        district.somebody("micro_grid_worker", "lane"): 403,
        district.operator: 403,
        district.somebody("grid_worker", "second"): 404,
        elsewhere.officer: 404,
    }.items():
        assert stranger.refused("POST", f"{zhang}/{verb}", body, match=etag_of(1)).status == status
    assert district.officer.read(zhang)["version"] == 1
