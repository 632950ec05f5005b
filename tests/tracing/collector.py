"""A collector of traces on loopback: takes OTLP over HTTP as a real one does, and keeps what it was told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from services.chassis import tracing
from tests.processes import wait_until

TOLD_WITHIN = 20.0


@dataclass(frozen=True)
class Told:
    """A span as it arrived; ids in hex, `parent` empty for the first of its trace."""

    service: str
    name: str
    kind: int
    trace: str
    id: str
    parent: str
    facts: dict[str, Any]
    text: str = field(repr=False)
    """All of it, to look through."""


class Collector:
    def __init__(self, url: str) -> None:
        self.url = url
        self.told: list[Told] = []

    def of(self, request_id: str) -> list[Told]:
        """What was told so far of a request."""
        wanted = f"{tracing.trace_id_of(request_id):032x}"
        return [span for span in self.told if span.trace == wanted]

    def waited(self, request_id: str, *parts: str) -> list[Told]:
        """Of a request, once these are there: `grids close_case`."""

        def are_there() -> bool:
            return set(parts) <= {f"{span.service} {span.name}" for span in self.of(request_id)}

        try:
            wait_until(are_there, f"the trace has {', '.join(parts)}", TOLD_WITHIN)
        except TimeoutError as late:
            known = sorted({f"{span.service} {span.name}" for span in self.of(request_id)})
            raise AssertionError(f"{late}: {known}") from None
        return self.of(request_id)


@contextmanager
def collecting() -> Iterator[Collector]:
    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.told.extend(_spans(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    collector = Collector(f"http://127.0.0.1:{server.server_address[1]}/v1/traces")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()


def _spans(body: bytes) -> Iterator[Told]:
    request = ExportTraceServiceRequest()
    request.ParseFromString(body)
    for resource in request.resource_spans:
        service = _facts(resource.resource.attributes)["service.name"]
        for scope in resource.scope_spans:
            for span in scope.spans:
                ids = (span.trace_id.hex(), span.span_id.hex(), span.parent_span_id.hex())
                yield Told(service, span.name, span.kind, *ids, _facts(span.attributes), str(span))


def _facts(attributes: Any) -> dict[str, Any]:
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in attributes}
