"""Many things, so many at a time: what one statement, call or event takes is bounded."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def batches(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    """In their order, the last one perhaps shorter; nothing of nothing."""
    return (things[start : start + size] for start in range(0, len(things), size))
