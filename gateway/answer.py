"""What goes back to the client, and the headers that answers share."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

Headers = list[tuple[str, str]]

STATUS_LINES = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

JSON = ("Content-Type", "application/json")
REVALIDATED = ("Cache-Control", "private, no-cache")
NOT_KEPT = ("Cache-Control", "no-store")
VARIES = ("Vary", "Authorization, Accept-Language")
OWN_THINGS_ONLY = ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
SECURITY: tuple[tuple[str, str], ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
"""As OWASP's cheat sheets of REST and of HTTP headers have them; what an answer may load and how long it
is kept differs, and so stands with each."""


def security_headers(hsts: int) -> tuple[tuple[str, str], ...]:
    """Of every answer; `hsts` in seconds, 0 where no TLS is spoken before us."""
    if not hsts:
        return SECURITY
    return (*SECURITY, ("Strict-Transport-Security", f"max-age={hsts}"))


@dataclass(slots=True)
class Answer:
    """Without the headers that every answer has: its length, the request id, and SECURITY.

    What is sent in `pieces` has no length beforehand, and no body.
    """

    status: int
    headers: Headers
    body: bytes
    pieces: Iterator[bytes] | None = None
