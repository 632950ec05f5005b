"""What the processes count of a closing, from the request at the gateway to the message about it."""

from collections.abc import Callable

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.processes import wait_until

COUNTED_WITHIN = 15.0
CLOSING = "POST /v1/cases/{case_id}/close"

Count = Callable[..., float]


@pytest.fixture
def count(house: House) -> Count:
    """A figure as one process tells it now; 0 when it has counted nothing of that kind."""

    def count(process: str, name: str, **labels: str) -> float:
        named = "up" if house.profile == "embedded" else process
        port = house.settings["probe"]["ports"][named]
        told = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=5.0, verify=False)
        assert told.status_code == 200
        families = text_string_to_metric_families(told.text)
        samples = [sample for family in families for sample in family.samples if sample.name == name]
        return sum(sample.value for sample in samples if labels.items() <= sample.labels.items())

    return count


@pytest.fixture
def case(district: District) -> Row:
    """Ready to be closed."""
    return district.step(district.step(district.register(), "assign"), "take-in-hand")


@pytest.fixture(autouse=True)
def _appointed(district: District) -> None:
    district.appoint("lane")


def test_a_closing_is_counted_where_it_is_published_and_where_it_is_heard(
    district: District, case: Row, count: Count
):
    def published() -> float:
        return count("grids", "linli_events_published_total", service="grids")

    def heard() -> float:
        return count("notify", "linli_events_heard_total", handler="tell_closing", outcome="handled")

    before = published(), heard()
    district.step(case, "close")

    wait_until(lambda: published() > before[0], "the event is counted as published", COUNTED_WITHIN)
    wait_until(lambda: heard() > before[1], "the event is counted as handled", COUNTED_WITHIN)
    assert district.message_about(case)["case_id"] == case["id"]


@pytest.mark.parametrize(
    ("seen", "outcome", "status"),
    [(0, "answered", "200"), (-1, "refused", "412")],
    ids=["answered", "refused"],
)
def test_a_request_is_counted_once_by_the_service_and_once_by_the_gateway(
    district: District, case: Row, count: Count, seen: int, outcome: str, status: str
):
    def counted() -> tuple[float, float]:
        return (
            count("grids", "linli_rpc_seconds_count", method="close_case", outcome=outcome),
            count("gateway", "linli_http_seconds_count", route=CLOSING, status=status),
        )

    rpc, http = counted()
    path, match = f"/v1/cases/{case['id']}/close", etag_of(case["version"] + seen)
    answer = district.officer.ask("POST", path, {"feedback": "灯已修好"}, match=match)

    assert answer.status_code == int(status)
    assert counted() == (rpc + 1, http + 1)


def test_the_histogram_of_requests_has_every_request_within_ten_seconds_and_their_time(
    district: District, case: Row, count: Count
):
    def told(of: str, **labels: str) -> float:
        return count("gateway", f"linli_http_seconds_{of}", route=CLOSING, status="200", **labels)

    before = told("bucket", le="10.0"), told("sum")
    district.step(case, "close")

    assert told("bucket", le="10.0") == before[0] + 1
    assert before[1] < told("sum") < before[1] + 10
