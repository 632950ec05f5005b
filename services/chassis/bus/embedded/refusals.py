"""What the broker refuses, in AMQP's own codes: callers catch the same errors as on RabbitMQ."""

from functools import partial
from typing import Any

from amqp.exceptions import ChannelError, error_for_code


def _refusal(code: int, word: str, text: str) -> Any:
    return error_for_code(code, f"{word} - {text}", None, ChannelError)


access_refused = partial(_refusal, 403, "ACCESS_REFUSED")
not_found = partial(_refusal, 404, "NOT_FOUND")
resource_locked = partial(_refusal, 405, "RESOURCE_LOCKED")
precondition_failed = partial(_refusal, 406, "PRECONDITION_FAILED")
command_invalid = partial(_refusal, 503, "COMMAND_INVALID")
not_allowed = partial(_refusal, 530, "NOT_ALLOWED")
not_implemented = partial(_refusal, 540, "NOT_IMPLEMENTED")


def no_route() -> Any:
    """As pyamqp tells of a returned message; Nameko looks for the words."""
    return error_for_code(312, "NO_ROUTE", (60, 50), ChannelError)
