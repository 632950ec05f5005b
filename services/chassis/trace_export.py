"""Tracing switched on: spans are made by OpenTelemetry's library and leave by OTLP over HTTP.

They leave behind the work that they tell of: from a bounded queue, in batches that keep the hub for a few
milliseconds; what a collector that is away does not take is dropped.
"""

import re
from threading import Thread
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ALWAYS_ON

from services.chassis import logs, tracing
from services.chassis.settings import TracingSettings
from services.chassis.storage.sql import text_on_server
from services.chassis.trace_spans import Traced
from services.chassis.tracing import Kind, Span
from services.chassis.version import VERSION

QUEUE = 2048
BATCH = 64
EVERY = 1.0
GIVEN_UP_AFTER = 5.0
STOPS_WITHIN = 1.0
"""Seconds, these three."""
LONGEST_TEXT = 2000
_RANDOM = 2**32
"""The low 32 bits of our ids are random; those above them count within a millisecond."""
_KINDS = {kind.name.lower(): kind for kind in trace.SpanKind}
_PREPARED = re.compile(r"EXECUTE (linli_\d+)(?: \([^)]*\))?")
_FIRST_WORD = re.compile(r"\w+")


class OfRequests(RandomIdGenerator):
    def generate_trace_id(self) -> int:
        """Of a trace that begins here: its request's."""
        return tracing.trace_id_of(logs.request_id.get())


class Exporting:
    """Spans of every service of this process, each under its service's name, by one exporter."""

    def __init__(self, settings: TracingSettings) -> None:
        self._least = round((1 - settings.sample) * _RANDOM)
        self._exporter = OTLPSpanExporter(settings.endpoint, timeout=GIVEN_UP_AFTER)
        self._processor = BatchSpanProcessor(
            self._exporter,
            max_queue_size=QUEUE,
            schedule_delay_millis=EVERY * 1000,
            max_export_batch_size=BATCH,
        )
        self._tracers: dict[str, trace.Tracer] = {}

    def stop(self) -> None:
        """A collector that does not answer holds up nobody."""
        last = Thread(target=self._processor.force_flush, daemon=True)
        last.start()
        last.join(STOPS_WITHIN)
        self._exporter.shutdown()  # type: ignore[no-untyped-call]

    def root(self, service: str, request_id: str) -> Span:
        if tracing.trace_id_of(request_id) % _RANDOM < self._least:
            return tracing.UNTRACED
        return Traced(self._of(service), "request", trace.SpanKind.SERVER, Context())

    def after(self, service: str, parent: tuple[str, str], name: str, kind: Kind) -> Span:
        trace_id, span_id = (int(digits, 16) for digits in parent)
        sampled = trace.TraceFlags(trace.TraceFlags.SAMPLED)
        told = trace.SpanContext(trace_id, span_id, is_remote=True, trace_flags=sampled)
        before = trace.set_span_in_context(trace.NonRecordingSpan(told), Context())
        return Traced(self._of(service), name, _KINDS[kind], before)

    def within(self, name: str, kind: Kind) -> Span:
        here: Any = trace.get_current_span()
        if not here.is_recording():
            return tracing.UNTRACED
        return Traced(self._of(here.resource.attributes["service.name"]), name, _KINDS[kind])

    def describe(self, span: Span, text: str, system: str) -> None:
        said = _PREPARED.sub(lambda found: text_on_server(found[1]), text)
        word = _FIRST_WORD.search(said)
        span.named(word[0].upper() if word else "sql")
        span.note("db.system.name", system)
        span.note("db.query.text", said[:LONGEST_TEXT])

    def current(self) -> tuple[str, str] | None:
        here = trace.get_current_span().get_span_context()
        return (f"{here.trace_id:032x}", f"{here.span_id:016x}") if here.is_valid else None

    def _of(self, service: str) -> trace.Tracer:
        tracer = self._tracers.get(service)
        if tracer is None:
            named = {"service.name": service, "service.namespace": "linli", "service.version": VERSION}
            provider = TracerProvider(
                ALWAYS_ON, Resource.create(named), id_generator=OfRequests(), shutdown_on_exit=False
            )
            provider.add_span_processor(self._processor)
            tracer = self._tracers[service] = provider.get_tracer("linli")
        return tracer
