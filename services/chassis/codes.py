"""Codes in the place of marshmallow's sentences, and the list of fields that do not fit (D14)."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from marshmallow import ValidationError, fields
from marshmallow.exceptions import SCHEMA

from services.chassis.errors import FieldError

MOST_FIELD_ERRORS = 100
LONGEST_KEY_SHOWN = 100
CODES = {
    "required": "required",
    "null": "null",
    "invalid": "wrong_type",
    "type": "wrong_type",
    "invalid_utf8": "wrong_type",
    "invalid_uuid": "not_an_id",
    "invalid_awareness": "not_a_time",
    "validator_failed": "wrong_format",
    "too_large": "wrong_type",
    "special": "wrong_type",
    "unknown": "not_one_of",
    "format": "wrong_type",
}


class Code(str):
    """An error code with its values, in the place where marshmallow keeps sentences."""

    values: dict[str, object]

    def __new__(cls, code: str, **values: object) -> "Code":
        made = super().__new__(cls, code)
        made.values = values
        return made

    def format(self, *_: object, **__: object) -> "Code":
        """Stays as it is: marshmallow formats its messages, and a plain text would lose the values."""
        return self


def field_errors(error: ValidationError) -> list[FieldError]:
    """Every field that does not fit, by path; the first hundred of them."""
    found = sorted(_walk((), error.messages), key=lambda one: _order(one[0]))
    return [
        FieldError(_shown(path), str(code), dict(getattr(code, "values", {})))
        for path, code in islice(found, MOST_FIELD_ERRORS)
    ]


def _shown(path: tuple[Any, ...]) -> str:
    """`areas.3.name`; a key of somebody's own making is cut short."""
    return ".".join(str(part)[:LONGEST_KEY_SHOWN] for part in path)


def _walk(path: tuple[Any, ...], messages: Any) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(messages, dict):
        for key, below in messages.items():
            yield from _walk(path if key == SCHEMA else (*path, key), below)
    elif isinstance(messages, list):
        for below in messages:
            yield from _walk(path, below)
    else:
        yield path, messages


def _order(path: tuple[Any, ...]) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, part, "") if isinstance(part, int) else (1, 0, str(part)) for part in path)


def speak_in_codes(field: fields.Field[Any]) -> None:
    for key in field.error_messages:
        field.error_messages[key] = CODES.get(key, key)
    if isinstance(field, fields.Date):
        field.error_messages["invalid"] = "not_a_date"
    elif isinstance(field, fields.DateTime):
        field.error_messages["invalid"] = "not_a_time"
    elif isinstance(field, fields.Enum):
        field.error_messages["unknown"] = Code("not_one_of", choices=[each.value for each in field.enum])
    for part in ("inner", "field", "key_field", "value_field"):
        if isinstance(below := getattr(field, part, None), fields.Field):
            speak_in_codes(below)
