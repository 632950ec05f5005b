"""A part of the house is away: the gateway says so in time, the others go on, and it heals by itself.

Answers defects 1, 2 and 4: nobody waits for ever, for a service or for the broker.
"""

import os
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import httpx
import kombu
import pytest
from amqp.exceptions import NotFound

from gateway.routes import ROUTES, Route
from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District, etag_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until
from tests.servers import RabbitMq

ASKING_ONE = [route for route in ROUTES if not route.asks_all]
AT_ONCE = 1.0
DEADLINE = 2.0
LATE = 1.0
"""Seconds past its deadline in which an answer may still be on its way."""
HEALS_WITHIN = 30.0


@pytest.fixture
def house(breakable: House) -> House:
    return breakable


@pytest.fixture
def officer(witness: Somebody) -> Somebody:
    return witness


@pytest.fixture
def impatient(house: House) -> Iterator[House]:
    """Its gateway waits for two seconds and not for ten."""
    house.end("gateway")
    house.run("gateway", LINLI_LIMITS__RPC_DEADLINE=str(DEADLINE))
    yield house
    house.end("gateway")


@pytest.fixture
def district(impatient: House, officer: Somebody) -> District:
    return District.founded(officer)


def test_a_killed_service_is_refused_at_once_and_the_others_go_on(house: House, officer: Somebody):
    house.kill("notify")
    wait_until(lambda: not is_heard(house, "notify"), "the broker knows of it", HEALS_WITHIN)

    for _ in range(3):
        assert_refused_at_once(officer.get("/v1/messages"))
        assert officer.get("/v1/cases").status_code == 200

    house.run("notify")
    assert officer.get("/v1/messages").status_code == 200


def test_without_the_broker_every_route_is_refused_at_once_until_it_is_back(
    house: House, officer: Somebody, rabbitmq: RabbitMq
):
    rabbitmq.stop()
    try:
        with ThreadPoolExecutor(4) as pool:
            for answer in pool.map(partial(ask, officer), ASKING_ONE):
                assert_refused_at_once(answer)
    finally:
        rabbitmq.start()

    wait_until(lambda: officer.get("/v1/cases").is_success, "cases are shown", HEALS_WITHIN)
    wait_until(lambda: officer.get("/v1/messages").is_success, "messages are shown", HEALS_WITHIN)


def test_a_service_that_hangs_is_a_time_out_and_what_it_was_asked_is_done_once(
    impatient: House, district: District
):
    key, body = new_id(), {"area_id": district.ids["lane"], "text": "楼道灯不亮"}
    with held(impatient.pids["grids"]):
        told = district.officer.ask("POST", "/v1/cases", body, key=key)
        assert (told.status_code, told.json()["code"]) == (504, "DeadlinePassed")
        assert DEADLINE - 0.1 <= told.elapsed.total_seconds() < DEADLINE + LATE
        assert district.officer.get("/v1/messages").status_code == 200

    made = district.officer.do("/v1/cases", body, key=key)
    assert [case["id"] for case in district.officer.all("/v1/cases")] == [made["id"]]


def ask(officer: Somebody, route: Route) -> httpx.Response:
    """In a form that the gateway passes on."""
    somewhere = {"service": "notify", "job_id": f"notify.{new_id()}"}
    path = re.sub(r"\{(\w+)\}", lambda name: somewhere.get(name[1], new_id()), route.path)
    body: Any = None if route.method == "GET" else {}
    return officer.ask(route.method, path, body, match=etag_of(1))


def assert_refused_at_once(answer: httpx.Response) -> None:
    assert answer.status_code == 503, f"{answer.request.url.path}: {answer.text}"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "1"
    assert answer.json()["code"] == "ServiceUnavailable"
    assert answer.elapsed.total_seconds() < AT_ONCE, answer.request.url.path


def is_heard(house: House, service: str) -> bool:
    """Whether the broker has its queue; a request that meets the end of a service is in doubt: 504."""
    with kombu.Connection(house.settings["broker"]["uri"]) as connection, suppress(NotFound):
        connection.channel().queue_declare(f"rpc.{service}", passive=True)
        return True
    return False


@contextmanager
def held(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)
