"""The Idempotency-Key of a request; the service keeps the promise, the gateway only carries the key (D14)."""

import re

from gateway.errors import IdempotencyKeyInvalid, IdempotencyKeyMissing

HEADER = "HTTP_IDEMPOTENCY_KEY"

_VISIBLE = re.compile(r"[\x21-\x7e]{1,200}")


def key_of(given: str | None, is_needed: bool) -> str | None:
    """Raises IdempotencyKeyMissing or IdempotencyKeyInvalid."""
    if given is None:
        if is_needed:
            raise IdempotencyKeyMissing
        return None
    if _VISIBLE.fullmatch(given) is None:
        raise IdempotencyKeyInvalid
    return given
