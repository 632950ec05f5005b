"""What is written is hashed on its way."""

import os
from hashlib import sha256
from io import RawIOBase
from pathlib import Path
from typing import Any


class Hashed(RawIOBase):
    """The digest of what would have been written somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._hash = sha256()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._hash.update(piece)
        return len(piece)

    @property
    def digest(self) -> str:
        """SHA-256, hexadecimal."""
        return self._hash.hexdigest()


class HashedFile(Hashed):
    """Made by it, and on the disk when it is closed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("xb")

    def write(self, piece: Any) -> int:
        self._file.write(piece)
        return super().write(piece)

    def close(self) -> None:
        if not self.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        super().close()
