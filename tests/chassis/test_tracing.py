"""A trace has its request's id, and tells nothing where nobody wants it or somebody may not choose it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExportResult

from services.chassis import logs, tracing
from services.chassis.ids import new_id
from services.chassis.settings import SettingsInvalid, TracingSettings, load_settings
from services.chassis.storage.sql import Sql

TRACE, SPAN = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
GIVEN = f"00-{TRACE}-{SPAN}-01"
ROOT = Path(__file__).parents[2]


class Traces:
    def __init__(self) -> None:
        self.ended: list[ReadableSpan] = []

    def export(self, spans: Any) -> SpanExportResult:
        self.ended.extend(spans)
        return SpanExportResult.SUCCESS

    def shutdown(self) -> None: ...


@pytest.fixture
def traces(monkeypatch: pytest.MonkeyPatch) -> Traces:
    """Read after the end of what `tracing.exported` lasts."""
    from services.chassis import trace_export

    traces = Traces()
    monkeypatch.setattr(trace_export, "OTLPSpanExporter", lambda *_, **__: traces)
    return traces


def on(sample: float = 1.0) -> Any:
    return tracing.exported(TracingSettings("http://127.0.0.1:9/v1/traces", sample))


def test_off_nothing_is_traced_and_nothing_of_the_library_is_loaded():
    code = (
        "import sys; import deploy.linli.parts; from services.chassis import tracing;"
        "from services.chassis.settings import Settings;"
        "tracing.exported(Settings().tracing).__enter__();"
        "assert tracing.root('gateway', 'r') is tracing.UNTRACED;"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.returncode) == ("[]\n", 0), ran.stderr


def test_a_trace_has_the_id_of_its_request(traces: Traces):
    request_id = new_id()
    with on():
        logs.request_id.set(request_id)
        with tracing.root("gateway", request_id):
            assert tracing.trace_id() == request_id.replace("-", "")
            with tracing.within("close_case", "client") as part:
                assert part.traceparent == tracing.traceparent()
    assert tracing.trace_id() is None
    inner, outer = traces.ended
    assert inner.parent is not None
    assert outer.context is not None
    assert inner.parent.span_id == outer.context.span_id


def test_an_id_of_the_client_s_own_is_hashed():
    ids = {tracing.trace_id_of(text) for text in ("journey-1", "journey-2", "")}
    assert len(ids) == 3
    assert all(0 < id < 2**128 for id in ids)


@pytest.mark.parametrize(("sample", "kept"), [(0.0, 0), (1.0, 50)])
def test_no_request_is_traced_or_every_one(traces: Traces, sample: float, kept: int):
    with on(sample):
        for _ in range(50):
            with tracing.root("gateway", new_id()):
                assert (tracing.traceparent() is not None) == bool(kept)
    assert len(traces.ended) == kept


def test_the_part_that_is_wished_for_is_traced(traces: Traces):
    with on(0.25):
        for _ in range(2000):
            with tracing.root("gateway", new_id()):
                pass
    assert 400 < len(traces.ended) < 600


def test_who_is_trusted_begins_the_trace(traces: Traces):
    with on(0.0), tracing.root("gateway", new_id(), GIVEN):
        assert tracing.trace_id() == TRACE
    [span] = traces.ended
    assert span.parent is not None
    assert span.parent.span_id == int(SPAN, 16)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "00",
        GIVEN.upper(),
        GIVEN.replace("00-", "ff-"),
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        GIVEN + "-more",
        GIVEN.removesuffix("1") + "0",
    ],
)
def test_what_is_no_trace_that_somebody_keeps_begins_none(traces: Traces, given: str):
    with on(0.0):
        assert tracing.root("gateway", new_id(), given) is tracing.UNTRACED
        assert tracing.after("grids", given, "close_case", "server") is tracing.UNTRACED
    assert traces.ended == []


def test_an_event_goes_on_from_its_publishing(traces: Traces):
    envelope = '{"id":"e-1","traceparent":"' + GIVEN + '","data":{"text":"\\"traceparent\\":\\"x\\""}}'
    with on(), tracing.sending("grids", envelope, "linli.grids.CaseClosed.v1") as span:
        carried = tracing.carried(envelope, span)
    assert carried == envelope.replace(GIVEN, str(span.traceparent))
    assert tracing.carried(envelope, tracing.UNTRACED) == envelope


def test_sql_is_told_by_its_words_and_a_prepared_one_by_what_was_prepared(traces: Traces):
    hot = Sql("INSERT INTO outbox (id) VALUES (?)", hot=True)
    sent = f"{hot.sent};COMMIT"
    with on(), tracing.after("grids", GIVEN, "close_case", "server"), tracing.statement(sent, "postgresql"):
        pass
    told = traces.ended[0].attributes
    assert traces.ended[0].name == "INSERT"
    assert told is not None
    assert told["db.query.text"] == "INSERT INTO outbox (id) VALUES ($1);COMMIT"


def test_of_an_error_its_kind_is_told_and_never_its_text(traces: Traces):
    with on(), pytest.raises(ValueError, match="江三"), tracing.after("grids", GIVEN, "close_case", "server"):
        raise ValueError("江三")
    [span] = traces.ended
    assert (span.attributes, span.events) == ({"error.type": "ValueError"}, ())
    assert "江三" not in span.to_json()


def test_settings_name_a_place_to_tell():
    told = load_settings(None, {"LINLI_TRACING__ENDPOINT": "http://127.0.0.1:4318/v1/traces"}).tracing
    assert told == TracingSettings("http://127.0.0.1:4318/v1/traces", 0.1)
    with pytest.raises(SettingsInvalid):
        load_settings(None, {"LINLI_TRACING__ENDPOINT": "127.0.0.1:4318"})
