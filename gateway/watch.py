"""What is written down of requests: a line for the slow and the failed ones, a figure for all."""

import logging
from functools import lru_cache

from prometheus_client import Histogram

from gateway.request import Request
from services.chassis.metrics import http_seconds
from services.chassis.tracing import UNTRACED, Span

SLOW = 1.0
"""Seconds."""

log = logging.getLogger("linli.gateway")


def note(request: Request, status: int, seconds: float) -> None:
    """By the route, never the path or the query: they hold ids."""
    _figure(request.route, status).observe(seconds)
    if status < 500 and seconds < SLOW:
        return
    extra = {"route": request.route, "status": status, "seconds": round(seconds, 3)}
    if status >= 500:
        log.error("request failed", extra=extra)
    else:
        log.warning("request slow", extra=extra)


def tell(span: Span, request: Request, status: int) -> None:
    """The same of a request that is traced; again no path and no query."""
    if span is UNTRACED:
        return
    span.named(request.route)
    span.note("http.request.method", request.method)
    span.note("http.route", request.route.partition(" ")[2])
    span.note("http.response.status_code", status)
    span.note("linli.request_id", request.request_id)
    if status >= 500:
        span.fail(str(status))


@lru_cache(maxsize=1024)
def _figure(route: str, status: int) -> Histogram:
    return http_seconds.labels(route, str(status))
