"""One id finds the request at the gateway, its RPC, its SQL, its event and what a handler did (M6)."""

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.tracing.collector import Collector, Told

CLOSING = "POST /v1/cases/{case_id}/close"
EVENT = "linli.grids.CaseClosed.v1"


def closed(district: District, request_id: str, **headers: str) -> Row:
    """A case taken to its end; the last request has this id."""
    case = district.step(district.step(district.register(), "assign"), "take-in-hand")
    answer = district.officer.ask(
        "POST",
        f"/v1/cases/{case['id']}/close",
        {"feedback": "灯已修好"},
        match=etag_of(case["version"]),
        headers={"X-Request-Id": request_id} | headers,
    )
    assert answer.status_code == 200
    row: Row = answer.json()
    return row


def one(spans: list[Told], service: str, name: str, kind: int | None = None) -> Told:
    [found] = [
        span for span in spans if (span.service, span.name) == (service, name) and kind in (None, span.kind)
    ]
    return found


def below(spans: list[Told], parent: Told) -> list[Told]:
    return [span for span in spans if span.parent == parent.id]


def test_one_id_is_followed_from_the_gateway_into_the_handler_of_the_event(
    traced_house: House, district: District, collector: Collector
):
    district.appoint("lane")
    request_id = new_id()
    closed(district, request_id)
    spans = collector.waited(
        request_id, f"gateway {CLOSING}", "grids close_case", f"grids {EVENT}", "notify tell_closing"
    )

    gateway = one(spans, "gateway", CLOSING)
    asking = one(spans, "gateway", "close_case")
    answering = one(spans, "grids", "close_case")
    publishing = one(spans, "grids", EVENT)
    handling = one(spans, "notify", "tell_closing")
    assert (gateway.parent, gateway.trace) == ("", request_id.replace("-", ""))
    assert (asking.parent, answering.parent) == (gateway.id, asking.id)
    assert (publishing.parent, handling.parent) == (answering.id, publishing.id)
    for part in (answering, handling):
        said = [span.facts["db.query.text"] for span in below(spans, part) if "db.query.text" in span.facts]
        assert any("INSERT" in text for text in said), said
    assert gateway.facts["linli.request_id"] == request_id
    assert gateway.facts["http.response.status_code"] == 200
    assert {span.parent for span in spans} - {span.id for span in spans} == {""}
