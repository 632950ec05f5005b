"""What a file is, by what is in it: its name and its content type are anybody's word."""

import re
from collections.abc import Iterator

from gateway.files import jpeg, png
from gateway.files.source import Source, refusal

BEGINNING = 512
EXECUTABLE, ARCHIVE, OLD_OFFICE, OTHER = "file_executable", "file_archive", "file_old_office", "file_other"

_PDF = b"%PDF-"
# The first part of a workbook, whoever wrote it; its name follows the head of 30 bytes.
_OFFICE = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|xl/)", re.DOTALL)
_NO_TEXT = bytes({*range(32), 127} - set(b"\t\n\r\f"))
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-z]", re.IGNORECASE)
_REASONS = {
    EXECUTABLE: (
        *(b"MZ", b"\x7fELF", b"#!", b"dex\n", b"\xca\xfe\xba\xbe"),
        *(b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
    ),
    ARCHIVE: (b"PK", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"),
    OLD_OFFICE: (b"\xd0\xcf\x11\xe0",),
}


def cleaned(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A workbook, a PDF or a text as it is, a picture without what its maker wrote into it.

    Raises FieldsInvalid, for a text and a picture also on the way.
    """
    source = Source(pieces)
    beginning = source.peek(BEGINNING)
    if beginning.startswith(jpeg.MAGIC):
        return jpeg.cleaned(source)
    if beginning.startswith(png.MAGIC):
        return png.cleaned(source)
    if beginning.startswith(_PDF) or _OFFICE.match(beginning):
        return source.rest()
    if _is_text(beginning) and not beginning.startswith(b"#!") and not _MARKUP.match(beginning):
        return _text(source)
    raise refusal(_reason(beginning))


def _text(source: Source) -> Iterator[bytes]:
    for piece in source.rest():
        if not _is_text(piece):
            raise refusal(OTHER)
        yield piece


def _is_text(piece: bytes) -> bool:
    """UTF-8 and GB18030 alike have no control characters within their characters."""
    return len(piece.translate(None, _NO_TEXT)) == len(piece)


def _reason(beginning: bytes) -> str:
    return next((code for code, begins in _REASONS.items() if beginning.startswith(begins)), OTHER)
