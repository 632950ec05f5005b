"""The query string: every parameter known, given once, and of its field's type."""

from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from gateway.values import Reader
from services.chassis.errors import FieldError, FieldsInvalid

LONGEST_NAME_SHOWN = 100


def read_query(query: str, readers: Mapping[str, Reader]) -> dict[str, object]:
    """Raises FieldsInvalid, which names every parameter that does not fit."""
    if not query:
        return {}
    values: dict[str, object] = {}
    wrong: list[FieldError] = []
    for part in query.split("&"):
        name, _, text = part.partition("=")
        code = _read_into(values, readers, name, text) if part else None
        if code is not None:
            wrong.append(FieldError(name[:LONGEST_NAME_SHOWN], code))
    if wrong:
        raise FieldsInvalid(wrong)
    return values


def _read_into(values: dict[str, object], readers: Mapping[str, Reader], name: str, text: str) -> str | None:
    """The code of what is wrong, if anything."""
    read = readers.get(name)
    if read is None:
        return "unknown"
    if name in values:
        return "repeated"
    try:
        values[name] = read(_decoded(text))
    except ValueError:
        return "wrong_type"
    return None


def _decoded(text: str) -> str:
    """Raises UnicodeDecodeError, a ValueError, for what is not UTF-8."""
    if "%" not in text and "+" not in text and text.isascii():
        return text
    return unquote_to_bytes(text.replace("+", " ").encode("latin-1")).decode()
