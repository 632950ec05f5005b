"""Traces: what a request went through and how long each part of it took (docs/decisions/tracing.md).

Off, which is how it is without `tracing.endpoint`, nothing of the library is loaded and a span is a look at a
name. A span tells names and figures of ours, SQL without its values and kinds of errors; nothing of a person.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Protocol, Self
from uuid import UUID

if TYPE_CHECKING:
    from services.chassis.settings import TracingSettings

Fact = str | int | float | bool
Kind = Literal["server", "client", "producer", "consumer", "internal"]

_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f][13579bdf]")
"""Of W3C's version 00, of a trace that somebody chose to keep."""
_IN_ENVELOPE = re.compile(r'"traceparent":"([0-9a-f-]{55})"')


class Span(Protocol):
    """One part of a trace, until the end of its `with`; `traceparent` is None where nothing is traced."""

    @property
    def traceparent(self) -> str | None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...
    def named(self, name: str) -> None: ...
    def note(self, name: str, value: Fact) -> None: ...
    def fail(self, why: str) -> None:
        """`why` is a kind of error, never its text: that may quote what somebody wrote."""


class Untraced:
    """A part that nobody traces."""

    traceparent: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def named(self, name: str) -> None: ...
    def note(self, name: str, value: Fact) -> None: ...
    def fail(self, why: str) -> None: ...


class Tracer(Protocol):
    """services.chassis.trace_export.Exporting, while tracing is on."""

    def root(self, service: str, request_id: str) -> Span: ...
    def after(self, service: str, parent: tuple[str, str], name: str, kind: Kind) -> Span: ...
    def within(self, name: str, kind: Kind) -> Span: ...
    def describe(self, span: Span, text: str, system: str) -> None: ...
    def current(self) -> tuple[str, str] | None: ...


UNTRACED = Untraced()
_tracer: Tracer | None = None


@contextmanager
def exported(settings: "TracingSettings") -> Iterator[None]:
    """While it lasts, where an operator wants it."""
    if not settings.endpoint:
        yield
        return
    from services.chassis.trace_export import Exporting

    exporting = Exporting(settings)
    use(exporting)
    try:
        yield
    finally:
        use(None)
        exporting.stop()


def use(tracer: Tracer | None) -> None:
    """From now on, in this process; None switches tracing off."""
    global _tracer  # noqa: PLW0603 # one a process, like its logs
    _tracer = tracer


def is_on() -> bool:
    return _tracer is not None


def root(service: str, request_id: str, given: str | None = None) -> Span:
    """Where a request comes in; `given` is the traceparent of somebody who is trusted with it."""
    if _tracer is None:
        return UNTRACED
    if given is not None and _TRACEPARENT.fullmatch(given):
        return after(service, given, "request", "server")
    return _tracer.root(service, request_id)


def after(service: str, parent: str | None, name: str, kind: Kind) -> Span:
    """What another process, or an earlier time, began: nothing where that was not traced."""
    if _tracer is None or parent is None:
        return UNTRACED
    told = _TRACEPARENT.fullmatch(parent)
    return UNTRACED if told is None else _tracer.after(service, (told[1], told[2]), name, kind)


def within(name: str, kind: Kind = "internal") -> Span:
    """A part of what this greenlet does just now: nothing where that is not traced."""
    return UNTRACED if _tracer is None else _tracer.within(name, kind)


def statement(text: str, system: str) -> Span:
    """One message to the database."""
    if _tracer is None:
        return UNTRACED
    span = _tracer.within("sql", "client")
    describe(span, text, system)
    return span


def describe(span: Span, text: str, system: str) -> None:
    """`text` is what the database was told, with places where the values go."""
    if _tracer is not None and span is not UNTRACED:
        _tracer.describe(span, text, system)


def sending(service: str, envelope: str, event_type: str) -> Span:
    """An event on its way to the broker; the trace that it belongs to stands in its envelope."""
    if _tracer is None:
        return UNTRACED
    found = _IN_ENVELOPE.search(envelope)
    return after(service, found and found[1], event_type, "producer")


def carried(envelope: str, span: Span) -> str:
    """The envelope, whose trace goes on from `span`."""
    if span.traceparent is None:
        return envelope
    return _IN_ENVELOPE.sub(f'"traceparent":"{span.traceparent}"', envelope, count=1)


def traceparent() -> str | None:
    """Of what this greenlet does just now, for whoever goes on with it."""
    if _tracer is None or (here := _tracer.current()) is None:
        return None
    return f"00-{here[0]}-{here[1]}-01"


def trace_id() -> str | None:
    """32 hex digits, for people to look up; None where nothing is traced."""
    if _tracer is None or (here := _tracer.current()) is None:
        return None
    return here[0]


def trace_id_of(request_id: str) -> int:
    """A request's id and its trace's are one: the id without its dashes, or the hash of a client's own id."""
    try:
        return UUID(request_id).int or 1
    except ValueError:
        return int.from_bytes(blake2b(request_id.encode(), digest_size=16).digest()) or 1
