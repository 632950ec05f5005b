"""What leaves the house and cannot be taken back, and the log line that tells of it (T13).

A database that is brought back to an earlier moment knows nothing of what left after it; the log does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.chassis import wire

Note = Callable[[Mapping[str, datetime], Any, Any], frozenset[str]]
"""`note(left, begin, caller)`: by id, when it left; it is not to leave again. Those that are known there."""


@dataclass(frozen=True)
class Leaves:
    """`logger` and `message` of the line, and the extra that names the thing."""

    logger: str
    message: str
    named_by: str
    note: Note


@dataclass(frozen=True)
class Left:
    """`id` of the thing; `line` is what the log says of it."""

    id: str
    at: datetime
    line: dict[str, Any]


def left_since(moment: datetime, leaves: Leaves, lines: Iterable[bytes]) -> Iterator[Left]:
    """In the order of the lines; those of other things, and what is no line of ours, are passed over."""
    for text in lines:
        line = _line_of(text)
        if line.get("logger") != leaves.logger or line.get("message") != leaves.message:
            continue
        at = datetime.fromisoformat(line["time"])
        if at >= moment and leaves.named_by in line:
            yield Left(str(line[leaves.named_by]), at, line)


def _line_of(text: bytes) -> dict[str, Any]:
    """A log may be cut anywhere, and others may write into it."""
    try:
        line = wire.loads(text)
    except ValueError:
        return {}
    return line if isinstance(line, dict) and isinstance(line.get("time"), str) else {}
