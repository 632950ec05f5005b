"""One district never holds all that the gateway and a service can do at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from gateway.errors import DistrictBusy, GatewayBusy
from gateway.in_flight import InFlight, Most
from gateway.rpc import Reply
from services.chassis.metrics import registry
from services.chassis.settings import HttpSettings, LimitSettings, Settings
from tests.gateway.builders import EMPTY_PAGE
from tests.processes import wait_until

LABELS = {"whose": "district", "load": "in_flight"}
MOST = Most(of_all=6, of_district=4, in_hand=2)


class Held:
    """Services that answer when they are told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []
        self.go_on = threading.Event()

    def call(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        self.asked.append((body["district"], context["deadline"]))
        assert self.go_on.wait(10)
        return EMPTY_PAGE


@pytest.fixture
def services() -> Held:
    return Held()


@contextmanager
def waiting(gateway: InFlight, services: Held, district: str, times: int, at: int) -> Iterator[None]:
    """So many requests of a district wait, `at` many of them in the services' hands."""
    before = len(services.asked)
    threads = [threading.Thread(target=ask, args=(gateway, district)) for _ in range(times)]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(services.asked) == before + at, "they are in hand", 5.0)
    wait_until(lambda: gateway.waiting(district) == times, "all wait", 5.0)
    try:
        yield
    finally:
        services.go_on.set()
        for thread in threads:
            thread.join()


def ask(gateway: InFlight, district: str, service: str = "grids", deadline: float = 10.0) -> Reply:
    return gateway.call(district, service, "get_case", {"district": district}, deadline)


def test_of_one_district_so_many_wait_and_one_more_is_sent_away(services: Held):
    gateway = InFlight(services, MOST)
    before = registry.get_sample_value("linli_http_limited_total", LABELS) or 0
    with waiting(gateway, services, "chenghua", 4, at=2), pytest.raises(DistrictBusy):
        ask(gateway, "chenghua")
    assert registry.get_sample_value("linli_http_limited_total", LABELS) == before + 1
    assert ask(gateway, "chenghua") is EMPTY_PAGE


def test_another_district_is_served_meanwhile(services: Held):
    gateway = InFlight(services, MOST)
    with waiting(gateway, services, "chenghua", 4, at=2), waiting(gateway, services, "jinniu", 2, at=2):
        assert [district for district, _ in services.asked].count("jinniu") == 2


def test_of_all_together_so_many_wait_and_one_more_is_sent_away(services: Held):
    gateway = InFlight(services, MOST)
    with (
        waiting(gateway, services, "chenghua", 4, at=2),
        waiting(gateway, services, "jinniu", 2, at=2),
        pytest.raises(GatewayBusy),
    ):
        ask(gateway, "wuhou")


def test_a_service_has_so_many_of_one_district_and_the_others_wait_in_line(services: Held):
    gateway = InFlight(services, MOST)
    with waiting(gateway, services, "chenghua", 3, at=2):
        assert len(services.asked) == 2
    assert len(services.asked) == 3


def test_what_waits_for_one_service_waits_for_no_other(services: Held):
    gateway = InFlight(services, MOST)
    with waiting(gateway, services, "chenghua", 2, at=2):
        other = threading.Thread(target=ask, args=(gateway, "chenghua", "members"))
        other.start()
        wait_until(lambda: len(services.asked) == 3, "the other service is asked", 5.0)
        assert gateway.waiting("chenghua") == 3
    other.join()


def test_who_waits_in_line_until_the_deadline_is_sent_away(services: Held):
    gateway = InFlight(services, MOST)
    with waiting(gateway, services, "chenghua", 2, at=2), pytest.raises(DistrictBusy):
        ask(gateway, "chenghua", deadline=0.05)
    assert len(services.asked) == 2


def test_what_was_waited_in_line_is_no_longer_there_for_the_answer(services: Held):
    gateway = InFlight(services, MOST)
    with waiting(gateway, services, "chenghua", 3, at=2):
        pass
    given = [deadline for _, deadline in services.asked]
    assert given[:2] == [10.0, 10.0]
    assert 0 < given[2] < 10.0


@pytest.mark.parametrize(
    ("http", "most"),
    [
        ({}, Most(500, 250, 16)),
        ({"in_flight": 1}, Most(1, 1, 16)),
        ({"district_in_flight": 500, "district_in_hand": 32}, Most(500, 500, 32)),
    ],
)
def test_a_district_has_half_unless_somebody_says_how_much(http: dict[str, Any], most: Most):
    settings = Settings(http=HttpSettings(**http), limits=LimitSettings(max_workers=32))
    assert Most.of(settings) == most
