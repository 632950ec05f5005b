"""What is written down of requests: a line for the slow and the failed ones, a figure for all."""

import logging
from functools import lru_cache

from prometheus_client import Histogram

from gateway.request import Request
from services.chassis.metrics import http_seconds

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


@lru_cache(maxsize=1024)
def _figure(route: str, status: int) -> Histogram:
    return http_seconds.labels(route, str(status))
