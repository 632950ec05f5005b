"""A form as a browser sends it: fields by name, each at most once unless it is a choice of several."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from gateway.body import read_pieces
from gateway.errors import ContentTypeWrong

LIMIT = 131_072
"""Bytes of a form, whatever the API takes: the longest text is 10,000 characters of twelve bytes at most."""
MOST_FIELDS = 1000
LONGEST_NUMBER = 4
LONGEST_WHOLE = 16
TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Form:
    """`get` gives "" for what was not sent."""

    fields: tuple[tuple[str, str], ...] = field(default=())

    def get(self, name: str) -> str:
        return next((value for key, value in reversed(self.fields) if key == name), "")

    def rows(self, *names: str) -> list[dict[str, str]]:
        """A table's rows: fields are `first.0`, `first.1`; without those that nothing was typed into."""
        numbers = sorted({int(end) for _, end in self._ends(names) if end.isdecimal()})
        rows = [{name: self.get(f"{name}.{number}").strip() for name in names} for number in numbers]
        return [row for row in rows if any(row.values())]

    def _ends(self, names: tuple[str, ...]) -> list[tuple[str, str]]:
        parts = [key.partition(".") for key, _ in self.fields]
        return [(name, end) for name, _, end in parts if name in names and len(end) < LONGEST_NUMBER]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]


def read_form(environ: dict[str, Any]) -> Form:
    """Raises ContentTypeWrong, BodyTooLarge or BodyIncomplete."""
    if environ.get("CONTENT_TYPE", TYPE).partition(";")[0].strip().lower() != TYPE:
        raise ContentTypeWrong
    return _form_of(b"".join(read_pieces(environ, LIMIT)).decode("utf-8", "replace"))


def query_of(environ: dict[str, Any]) -> Form:
    return _form_of(environ.get("QUERY_STRING", ""))


def _form_of(text: str) -> Form:
    """What nobody's form sends counts as an empty one."""
    try:
        return Form(tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)))
    except ValueError:
        return Form()


def whole(text: str) -> int | str | None:
    """A number as the API takes it; what is none is left for the API to refuse, nothing is None."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_WHOLE else text or None
