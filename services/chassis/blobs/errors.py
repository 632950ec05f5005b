"""What can be refused of files; their sentences lie in the chassis's `words/`."""

from typing import ClassVar

from services.chassis.domain import DomainError, NotFound, Unavailable


class BlobMissing(NotFound):
    """Nothing is stored under this name."""


class BlobsUnavailable(Unavailable):
    """The store could not be reached, or refused us."""


class BlobBroken(DomainError):
    """What is stored is not what was kept: cut short, in another order, changed, or of another secret."""

    kind: ClassVar[str] = "broken"


class FileTooLarge(DomainError):
    """`limit` is in bytes."""

    about: ClassVar[tuple[str, ...]] = ("file",)
    limit: int


class FileTokenInvalid(DomainError):
    """Not the text of a file's token; the text itself is not repeated."""

    about: ClassVar[tuple[str, ...]] = ("file",)
