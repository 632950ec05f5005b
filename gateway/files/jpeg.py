"""A JPEG (ITU-T T.81) without what its maker wrote into it: place, time, camera, thumbnails, comments.

Segments are left out, the picture is not decoded: nothing is lost, and nothing in it can do harm here.
Which way up it is stays, in an Exif segment that says nothing else.
"""

import re
import struct
from collections.abc import Generator, Iterator
from typing import Literal

from gateway.files.source import DAMAGED, Source, refusal

MAGIC = b"\xff\xd8\xff"
MOST_SEGMENTS, MOST_FILLING = 10_000, 64

_BEGIN, _END, _SCAN = 0xD8, 0xD9, 0xDA
_ALONE = {0x01, *range(0xD0, 0xD8)}
_NONE = {0x00, _BEGIN, _END}
_EXIF = 0xE1
_OF_APPLICATIONS = {*range(0xE0, 0xF0), 0xFE}
# Without these a reader takes the picture for another size or another colour.
_KEPT = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
# Inside a scan 0xFF is followed by 0, by the number of a restart, or by more 0xFF before a marker.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
ORIENTATION, UPRIGHT = 0x0112, 1
_SHORT = 3
_ONE_ENTRY = struct.Struct(">2sHIHHHIHHI")


def cleaned(source: Source) -> Iterator[bytes]:
    """What follows the end of the picture, as some phones append, is left out too."""
    yield source.exactly(2)
    code = _marker(source)
    for _ in range(MOST_SEGMENTS):
        if code in _ALONE:
            yield bytes([0xFF, code])
        elif code in _NONE:
            break
        else:
            yield _segment(code, source)
        code = (yield from _scan(source)) if code == _SCAN else _marker(source)
    if code != _END:
        raise refusal(DAMAGED)
    yield bytes([0xFF, _END])
    for _ in source.rest():
        pass


def _marker(source: Source) -> int:
    if source.exactly(1) != b"\xff":
        raise refusal(DAMAGED)
    for _ in range(MOST_FILLING):
        if (code := source.exactly(1)[0]) != 0xFF:
            return code
    raise refusal(DAMAGED)


def _segment(code: int, source: Source) -> bytes:
    """As it was, or nothing of what an application wrote."""
    size = source.exactly(2)
    length = int.from_bytes(size)
    if length < len(size):
        raise refusal(DAMAGED)
    content = source.exactly(length - len(size))
    if code == _EXIF and content.startswith(b"Exif\x00\x00"):
        return _which_way_up(content[6:])
    if code in _OF_APPLICATIONS and not (code in _KEPT and content.startswith(_KEPT[code])):
        return b""
    return bytes([0xFF, code]) + size + content


def _scan(source: Source) -> Generator[bytes, None, int]:
    """Up to the marker that ends it; which that is."""
    before = b""
    while piece := source.piece():
        piece = before + piece
        if (found := _MARKER.search(piece)) is not None:
            source.give_back(len(piece) - found.end())
            yield piece[: found.start()]
            return piece[found.end() - 1]
        before = b"\xff" if piece.endswith(b"\xff") else b""
        yield piece[: len(piece) - len(before)]
    raise refusal(DAMAGED)


def _which_way_up(tiff: bytes) -> bytes:
    """A segment with nothing else in it; none for a picture that stands upright."""
    orientation = _orientation(tiff)
    if orientation == UPRIGHT:
        return b""
    content = b"Exif\x00\x00" + _ONE_ENTRY.pack(b"MM", 42, 8, 1, ORIENTATION, _SHORT, 1, orientation, 0, 0)
    return bytes([0xFF, _EXIF]) + (len(content) + 2).to_bytes(2) + content


def _orientation(tiff: bytes) -> int:
    """Of the first directory, as far as it lies where it says (TIFF 6.0, section 2)."""
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    end = first + 2 + 12 * int.from_bytes(tiff[first : first + 2], order)
    for entry in range(first + 2, min(end, len(tiff) - 11), 12):
        if int.from_bytes(tiff[entry : entry + 2], order) == ORIENTATION:
            value = int.from_bytes(tiff[entry + 8 : entry + 10], order)
            return value if value in range(1, 9) else UPRIGHT
    return UPRIGHT
