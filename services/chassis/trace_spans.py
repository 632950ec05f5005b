"""A span while tracing is on: OpenTelemetry's, with what it may tell and nothing else."""

from types import TracebackType
from typing import Any, Self

from opentelemetry import trace
from opentelemetry.context import Context, attach, detach

from services.chassis.tracing import Fact

_FAILED = trace.Status(trace.StatusCode.ERROR)


class Traced:
    """Begins when it is made, as a part of what is current unless `before` says otherwise."""

    def __init__(
        self, tracer: trace.Tracer, name: str, kind: trace.SpanKind, before: Context | None = None
    ) -> None:
        self._span = tracer.start_span(name, before, kind, record_exception=False)
        self._token: Any = None

    @property
    def traceparent(self) -> str | None:
        here = self._span.get_span_context()
        return f"00-{here.trace_id:032x}-{here.span_id:016x}-01"

    def __enter__(self) -> Self:
        self._token = attach(trace.set_span_in_context(self._span))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if kind is not None:
            self.fail(kind.__name__)
        detach(self._token)
        self._span.end()

    def named(self, name: str) -> None:
        self._span.update_name(name)

    def note(self, name: str, value: Fact) -> None:
        self._span.set_attribute(name, value)

    def fail(self, why: str) -> None:
        self._span.set_status(_FAILED)
        self._span.set_attribute("error.type", why)
