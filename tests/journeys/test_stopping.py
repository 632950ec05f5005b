"""Answers defect 13: a stop does not wait for work without end; what it leaves is done at the next start."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import NullPool, create_engine, text

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

STOP_WITHIN = 1.0
LEAVING = 3.0
BEGINS_WITHIN = 8.0
LEFT = 1
"""The status of a process that did not wait for all that it had in hand."""
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{}'::regclass"


@pytest.fixture
def house(breakable: House) -> House:
    return breakable


@pytest.fixture
def district(witness: Somebody) -> District:
    here = District.founded(witness)
    here.appoint("lane")
    return here


def test_a_handler_that_takes_too_long_is_left_and_its_event_comes_again(house: House, district: District):
    case = district.step(district.step(district.register(), "assign"), "take-in-hand")
    restart_hastily(house, "notify")

    with held_up(house, "notify", "messages"):
        district.step(case, "close")
        wait_until(lambda: is_waiting(house, "notify", "messages"), "the handler is at work", BEGINS_WITHIN)
        assert_gone_in_time(house, "notify")

    house.run("notify")
    assert district.message_about(case)["tries"] == 1


def test_a_call_that_takes_too_long_is_left_and_done_once_when_it_is_repeated(
    house: House, district: District
):
    restart_hastily(house, "grids")
    key, body = new_id(), {"area_id": district.ids["lane"], "text": "楼道灯不亮"}

    with held_up(house, "grids", "cases"), ThreadPoolExecutor(1) as beside:
        told = beside.submit(district.officer.ask, "POST", "/v1/cases", body, key=key)
        wait_until(lambda: is_waiting(house, "grids", "cases"), "the call is at work", BEGINS_WITHIN)
        assert_gone_in_time(house, "grids")
        assert told.result().status_code == 504

    house.run("grids")
    made = district.officer.do("/v1/cases", body, key=key)
    assert [case["id"] for case in district.officer.all("/v1/cases")] == [made["id"]]


def restart_hastily(house: House, name: str) -> None:
    """With a second for its stop; the work in its hand may wait five for a lock."""
    house.end(name)
    house.run(name, LINLI_LIMITS__STOP_WITHIN=str(STOP_WITHIN))


def assert_gone_in_time(house: House, name: str) -> None:
    began = time.monotonic()
    assert house.end(name) == LEFT, house.log_file(name).read_text()[-2000:]
    assert time.monotonic() - began < STOP_WITHIN + LEAVING


@contextmanager
def held_up(house: House, service: str, table: str) -> Iterator[None]:
    """Whoever writes to the table waits until the end of this; reading goes on."""
    engine = create_engine(owner_of(house, service), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(f"LOCK TABLE {table} IN SHARE MODE"))
        yield


def is_waiting(house: House, service: str, table: str) -> bool:
    engine = create_engine(owner_of(house, service), poolclass=NullPool)
    with engine.connect() as connection:
        return bool(connection.execute(text(WAITING.format(table))).scalar())


def owner_of(house: House, service: str) -> str:
    owner: str = house.settings["database"]["owner"]
    return owner.replace("{service}", service)
