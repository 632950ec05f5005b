"""A body that is looked at on its way: so many bytes at a time, and never more than a piece in memory."""

from collections.abc import Iterator

from services.chassis.errors import FieldError, FieldsInvalid

DAMAGED = "file_damaged"


def refusal(code: str) -> FieldsInvalid:
    """Of a file for what it is."""
    return FieldsInvalid([FieldError("body", code)])


class Source:
    """Raises FieldsInvalid with DAMAGED where more is asked for than there is."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._ready, self._at = b"", 0

    def peek(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end; they stay."""
        while len(self._ready) - self._at < count and (piece := next(self._pieces, b"")):
            self._ready, self._at = self._ready[self._at :] + piece, 0
        return self._ready[self._at : self._at + count]

    def exactly(self, count: int) -> bytes:
        taken = self.peek(count)
        if len(taken) < count:
            raise refusal(DAMAGED)
        self._at += count
        return taken

    def piece(self, most: int | None = None) -> bytes:
        """What is there, at most so much of it; nothing at the end."""
        if self._at == len(self._ready):
            self._ready, self._at = next(self._pieces, b""), 0
        end = len(self._ready) if most is None else min(len(self._ready), self._at + most)
        taken, self._at = self._ready[self._at : end], end
        return taken

    def give_back(self, count: int) -> None:
        """The last bytes of the piece that was taken last."""
        self._at -= count

    def through(self, count: int) -> Iterator[bytes]:
        """The next `count` bytes as they come."""
        while count:
            if not (piece := self.piece(count)):
                raise refusal(DAMAGED)
            count -= len(piece)
            yield piece

    def rest(self) -> Iterator[bytes]:
        while piece := self.piece():
            yield piece
