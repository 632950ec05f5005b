"""Takes a sheet in, in the child: reads the file, takes chunk after chunk, and sends the bad rows back."""

import gc
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, Protocol, TypeVar

from services.chassis.blobs.opening import open_store
from services.chassis.blobs.sealed import FileToken, keep, read
from services.chassis.bulk.ahead import Ahead
from services.chassis.bulk.work import Begin, Tools
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.chassis.sheets.bad_rows import Refusal, bad_rows_sheet

LARGEST_SHEET = 100 * 2**20


class Chunk(Protocol):
    """`last` is the place of its last row in the file's own order, `rows` how many it has."""

    @property
    def last(self) -> int: ...
    @property
    def rows(self) -> int: ...


class File(Protocol):
    """A sheet that has been read: its headings, and its rows of cells by number."""

    @property
    def headings(self) -> Sequence[Any]: ...
    def cells(self) -> Mapping[int, Sequence[Any]]: ...


C = TypeVar("C", bound=Chunk)
F = TypeVar("F", bound=File)


class SheetWork(ABC, Generic[F, C]):
    """`token` is that of the file. Who derives says how the file is read and what becomes of a chunk."""

    def __init__(self, token: str, tools: Tools) -> None:
        self._token, self._tools = FileToken.parse(token), tools
        self._store = open_store(tools.settings)
        self._file: F | None = None
        self._chunks: Iterator[C] = iter(())
        self._chunk: C | None = None
        self._refused: Sequence[Refusal] | None = None
        self._sheet: str | None = None

    @abstractmethod
    def read(self, content: bytes, job: Job, caller: Caller) -> F:
        """Raises what reading it may."""

    @abstractmethod
    def chunks(self, file: F, after: int, job: Job, caller: Caller) -> Iterator[C | None]:
        """Those behind a place; None where another may have its turn."""

    @abstractmethod
    def take(self, chunk: C, job: Job, begin: Begin, caller: Caller) -> None: ...

    @abstractmethod
    def refusals(self, job: Job, begin: Begin, caller: Caller) -> Sequence[Refusal]: ...

    @abstractmethod
    def end(self, sheet: str | None, job: Job, begin: Begin, caller: Caller) -> dict[str, Any]:
        """What came of it; `sheet` is the token of the bad rows."""

    @abstractmethod
    def count(self, file: F) -> int: ...

    def prepare(self, job: Job, caller: Caller) -> None:
        after = job.cursor["row"] if job.cursor else 0
        if self._file is None:
            self._open(job, caller, after)
        elif self._chunk is not None and self._chunk.last <= after:
            self._chunk = next(self._chunks, None)
        if self._refused and self._sheet is None:
            self._sheet = self._made_sheet(caller, self._refused)

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        """A chunk; behind the last one a look at what was refused, and then, with its sheet, the end."""
        assert self._file is not None
        total = self.count(self._file)
        if self._chunk is not None:
            self.take(self._chunk, job, begin, caller)
            return Step({"row": self._chunk.last}, done=job.done + self._chunk.rows, total=total)
        if self._refused is None:
            self._refused = self.refusals(job, begin, caller)
            return Step(job.cursor, done=job.done, total=total)
        return Finished(job.done, self.end(self._sheet, job, begin, caller))

    def _open(self, job: Job, caller: Caller, after: int) -> None:
        content = b"".join(read(self._store, caller.district, self._token))
        with _uncollected():
            self._file = self.read(content, job, caller)
            self._chunks = Ahead[C](self.chunks(self._file, after, job, caller))
            self._chunk = next(self._chunks, None)

    def _made_sheet(self, caller: Caller, refused: Sequence[Refusal]) -> str:
        assert self._file is not None
        say = self._tools.catalogue.say
        sheet = bad_rows_sheet(self._file.headings, self._file.cells(), refused, say, caller.language)
        return keep(self._store, caller.district, [sheet], LARGEST_SHEET).token.text


@contextmanager
def _uncollected() -> Iterator[None]:
    """What is read here is kept to the end: it is not looked through again and again, now or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
