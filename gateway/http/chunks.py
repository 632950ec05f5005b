"""A chunked body, read strictly: sizes in plain hexadecimal, a line end after every chunk, few trailers.

The library's own reader takes signs, underscores and `0x` in a size, lines of any length, and
whatever follows a chunk (docs/decisions/gateway-http.md).
"""

import re
from typing import Protocol

LONGEST_LINE = 1024
MOST_TRAILERS = 16

_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})(?:[ \t]*;[\t\x20-\x7e]*)?\r\n")


class ChunksBroken(ValueError):
    """Not a chunked body, or one that ended early."""


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def readline(self, size: int, /) -> bytes: ...


class Chunks:
    """Reads the body up to its end and never a byte further."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = 0
        self._is_over = False

    def read(self, most: int) -> bytes:
        """Up to `most` bytes of the body, at most one chunk's; empty at its end. Raises ChunksBroken."""
        if self._is_over or most <= 0:
            return b""
        if self._left == 0 and not self._begin_chunk():
            return b""
        piece = self._source.read(min(most, self._left))
        if not piece:
            raise ChunksBroken
        self._left -= len(piece)
        if self._left == 0 and self._source.readline(LONGEST_LINE) != b"\r\n":
            raise ChunksBroken
        return piece

    def _begin_chunk(self) -> bool:
        size = _SIZE.fullmatch(self._source.readline(LONGEST_LINE))
        if size is None:
            raise ChunksBroken
        self._left = int(size[1], 16)
        if self._left == 0:
            self._drop_trailers()
            self._is_over = True
        return not self._is_over

    def _drop_trailers(self) -> None:
        for _ in range(MOST_TRAILERS + 1):
            line = self._source.readline(LONGEST_LINE)
            if line == b"\r\n":
                return
            if not line.endswith(b"\r\n"):
                break
        raise ChunksBroken
