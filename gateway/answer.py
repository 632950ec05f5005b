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
    ("Referrer-Policy", "no-referrer"),
)


@dataclass(slots=True)
class Answer:
    """Without the headers that every answer has: its length, the request id, and SECURITY.

    What is sent in `pieces` has no length beforehand, and no body.
    """

    status: int
    headers: Headers
    body: bytes
    pieces: Iterator[bytes] | None = None
