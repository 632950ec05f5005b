"""A form as a browser sends it: fields by name, each at most once unless it is a choice of several."""

from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from gateway.body import read_pieces
from gateway.console.errors import FormTooLong
from gateway.errors import BodyTooLarge, ContentTypeWrong

LIMIT = 131_072
"""Bytes of a form, whatever the API takes: the longest text is 10,000 characters of twelve bytes at most."""
FILE_LIMIT = 8 * 1_048_576
"""Bytes of a form with a file: of tens of thousands of rows; whoever has more sends it by the API."""
MOST_FIELDS = 2500
"""Of a table with the 500 rows that one command takes, of four fields each, and whatever stands around it."""
LONGEST_NUMBER = 4
LONGEST_WHOLE = 16
MORE = "more"
"""What `do` says where a table is to have more rows."""
MORE_ROWS = 10
TYPE = "application/x-www-form-urlencoded"


WITH_FILE = "multipart/form-data"


@dataclass(frozen=True)
class Sent:
    """A file as it was chosen."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Form:
    """`get` gives `otherwise` for what was not sent; `file` is None where none was chosen."""

    fields: tuple[tuple[str, str], ...] = field(default=())
    file: Sent | None = None

    def get(self, name: str, otherwise: str = "") -> str:
        return self._last.get(name, otherwise)

    @cached_property
    def _last(self) -> dict[str, str]:
        return dict(self.fields)

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
    """Raises ContentTypeWrong, BodyTooLarge, FormTooLong or BodyIncomplete."""
    if environ.get("CONTENT_TYPE", TYPE).partition(";")[0].strip().lower() != TYPE:
        raise ContentTypeWrong
    text = b"".join(read_pieces(environ, LIMIT)).decode("utf-8", "replace")
    try:
        return _form_of(text)
    except ValueError:
        raise FormTooLong(most=MOST_FIELDS) from None


def read_form_with_file(environ: dict[str, Any]) -> Form:
    """Raises BodyTooLarge, and what read_form raises."""
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != WITH_FILE:
        return read_form(environ)
    body = b"".join(read_pieces(environ, FILE_LIMIT))
    whole_body = environ | {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    try:
        parser = FormDataParser(_in_memory, max_form_parts=MOST_FIELDS)
        _, fields, files = parser.parse_from_environ(whole_body)
    except RequestEntityTooLarge:
        raise BodyTooLarge(limit=FILE_LIMIT) from None
    chosen = next((file for file in files.values() if file.filename), None)
    sent = Sent(str(chosen.filename), chosen.stream.read()) if chosen else None
    return Form(tuple(fields.items(multi=True)), sent)


def _in_memory(*_: Any, **__: Any) -> BytesIO:
    """Where a file of a form is put: it is here already, and no larger than FILE_LIMIT."""
    return BytesIO()


def query_of(environ: dict[str, Any]) -> Form:
    """Of an address; what no page's link has counts as an empty one."""
    try:
        return _form_of(environ.get("QUERY_STRING", ""))
    except ValueError:
        return Form()


def _form_of(text: str) -> Form:
    """Raises ValueError for more fields than MOST_FIELDS."""
    return Form(tuple(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)))


def empty_rows(form: Form, names: tuple[str, ...], usual: int) -> list[dict[str, str]]:
    """Those below what was typed into a table; more of them where more were asked for."""
    count = MORE_ROWS if form.get("do") == MORE else usual
    return [dict.fromkeys(names, "") for _ in range(count)]


def whole(text: str) -> int | str | None:
    """A number as the API takes it; what is none is left for the API to refuse, nothing is None."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_WHOLE else text or None


def version(text: str) -> int:
    """One that a page of ours named; 0, which none is, for all else."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_WHOLE else 0
