"""The next pieces of work are made while the last one is being written."""

from collections.abc import Iterator
from queue import Queue
from threading import Event, Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")
WAITING = 2
"""Pieces that lie ready at most."""


class Ahead(Generic[T]):
    """An iterator that a thread of its own runs ahead; what it raises is raised by `next`."""

    def __init__(self, source: Iterator[T]) -> None:
        self._made: Queue[tuple[str, Any]] = Queue(WAITING)
        self._is_over = Event()
        Thread(target=self._make, args=(source,), daemon=True).start()

    def __iter__(self) -> "Ahead[T]":
        return self

    def __next__(self) -> T:
        if self._is_over.is_set():
            raise StopIteration
        kind, made = self._made.get()
        if kind == "made":
            return made  # type: ignore[no-any-return]
        self._is_over.set()
        raise made

    def _make(self, source: Iterator[T]) -> None:
        try:
            for each in source:
                self._made.put(("made", each))
        except BaseException as error:
            self._made.put(("raised", error))
        else:
            self._made.put(("raised", StopIteration()))
