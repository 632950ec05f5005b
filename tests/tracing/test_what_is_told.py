"""Whose trace it is, what it tells and what not: logs and problems lead to it, it leads to no person."""

import json
import re
from typing import Any

import httpx

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District
from tests.journeys.registers import Community, a_person, as_csv
from tests.processes import wait_until
from tests.tracing.collector import Collector, Told

GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TRACE, SPAN = GIVEN.split("-")[1:3]
PEOPLE = [a_person(number) for number in range(3)]


def lines(house: House, **wanted: str) -> list[dict[str, Any]]:
    """Log lines of all processes with these values."""
    texts = [line for name in house.names for line in house.log_file(name).read_text().splitlines()]
    told = [json.loads(text) for text in texts if text.startswith("{")]
    return [line for line in told if wanted.items() <= line.items()]


def asked(house: House, district: District, address: str, request_id: str) -> httpx.Response:
    """A reading from that loopback address, which names a trace that it belongs to."""
    headers = {"Authorization": f"Bearer {district.officer.token}", "traceparent": GIVEN}
    with httpx.Client(transport=httpx.HTTPTransport(local_address=address, verify=False)) as http:
        return http.get(f"{house.url}/v1/cases", headers=headers | {"X-Request-Id": request_id})


def is_step(span: Told) -> bool:
    return (span.service, span.name) == ("notify", "feed_mirrors")


def test_a_proxy_that_is_trusted_begins_the_trace(
    traced_house: House, district: District, collector: Collector
):
    request_id = new_id()
    assert asked(traced_house, district, "127.0.0.2", request_id).status_code == 200

    def mine() -> list[str]:
        return [span.parent for span in collector.told if span.facts.get("linli.request_id") == request_id]

    wait_until(lambda: bool(mine()), "the request is told", 20.0)
    [parent] = mine()
    assert parent == SPAN
    assert collector.of(request_id) == []


def test_the_word_of_anybody_else_begins_none(traced_house: House, district: District, collector: Collector):
    request_id = new_id()
    asked(traced_house, district, "127.0.0.1", request_id)
    spans = collector.waited(request_id, "gateway GET /v1/cases", "grids list_cases")
    assert {span.trace for span in spans} == {request_id.replace("-", "")}


def test_a_problem_names_its_trace(traced_house: House, district: District):
    request_id = new_id()
    answer = district.officer.ask("GET", f"/v1/cases/{new_id()}", headers={"X-Request-Id": request_id})
    assert (answer.status_code, answer.json()["trace_id"]) == (404, request_id.replace("-", ""))


def test_a_job_goes_on_in_the_trace_of_who_asked_and_its_lines_have_both_ids(
    traced_house: House, district: District, collector: Collector
):
    request_id = new_id()
    answer = district.operator.ask(
        "POST", "/v1/operator/notify/mirrors/refeed", {}, headers={"X-Request-Id": request_id}
    )
    spans = collector.waited(request_id, "notify refeed_mirrors", "notify feed_mirrors", "grids feed_areas")
    [asking] = [span for span in spans if span.name == "refeed_mirrors" and span.service == "notify"]

    def in_steps() -> set[str]:
        steps = [span.id for span in collector.of(request_id) if is_step(span) and span.parent == asking.id]
        return {span.name for span in collector.of(request_id) if span.parent in steps}

    wait_until(lambda: {"UPDATE", "feed_areas"} <= in_steps(), "the steps' parts are told", 20.0)
    job_id = answer.json()["id"].partition(".")[2]
    wait_until(lambda: bool(lines(traced_house, job_id=job_id, message="job ended")), "its end is said", 20.0)
    [line] = lines(traced_house, job_id=job_id, message="job ended")
    assert line["request_id"] == request_id


def test_what_a_child_does_is_in_the_trace_and_tells_of_nobody(
    traced_house: House, district: District, collector: Collector
):
    before = len(collector.told)
    community = Community.built(district)
    ended = community.imported(as_csv(PEOPLE))
    assert ended["state"] == "ended"
    community.residents()
    community.officer.do("/v1/residents/search", {"document_number": PEOPLE[1]["身份证号"]})

    def steps() -> set[str]:
        return {span.parent for span in collector.told[before:] if span.name == "import_register"}

    def began() -> bool:
        """Steps, and what they hang below: that is told when it has ended itself."""
        return bool(steps() & {span.id for span in collector.told})

    wait_until(began, "the child's steps are told", 20.0)
    whole = "".join(span.text for span in collector.told)
    secret = [value for person in PEOPLE for value in person.values() if len(str(value)) > 4]
    assert secret
    assert [value for value in secret if str(value) in whole] == []
    assert not re.search(r"[一-鿿]", whole)
    assert district.id not in whole
