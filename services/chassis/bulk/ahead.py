"""The next pieces of work are made while the last one is being written."""

from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from services.chassis.bulk.idle import idle, until_idle

T = TypeVar("T")
WAITING = 2
"""Pieces that lie ready at most."""


class Ahead(Generic[T]):
    """An iterator that a thread of its own runs ahead while the main thread waits.

    Where nothing is made yet, its source gives None: it may stop there. What it raises is raised by `next`.
    """

    def __init__(self, source: Iterator[T | None]) -> None:
        self._made: Queue[tuple[str, Any]] = Queue(WAITING)
        self._is_over = Event()
        Thread(target=self._make, args=(source,), daemon=True).start()

    def __iter__(self) -> "Ahead[T]":
        return self

    def __next__(self) -> T:
        if self._is_over.is_set():
            raise StopIteration
        with idle():
            kind, made = self._made.get()
        if kind == "made":
            return made  # type: ignore[no-any-return]
        self._is_over.set()
        raise made

    def _make(self, source: Iterator[T | None]) -> None:
        try:
            for each in source:
                if each is not None:
                    self._made.put(("made", each))
                until_idle()
        except BaseException as error:
            self._made.put(("raised", error))
        else:
            self._made.put(("raised", StopIteration()))
