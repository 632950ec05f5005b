"""Print the part of requirements.lock that one service's image needs, hashes and all.

usage: part_of_lock.py SERVICE [LOCK]      needs Python alone
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ENTRY = re.compile(r"^(?P<name>[a-z0-9][\w.-]*)==", re.MULTILINE)
VIA = re.compile(r"^ +# (?:via )? *(?P<name>[a-z0-9][\w.-]*)$", re.MULTILINE)


def needs_of(service: str) -> list[str]:
    """Raises KeyError for a service without a list."""
    listed = tomllib.loads((HERE / "needs.toml").read_text())
    return [*listed["all"], *listed[service]]


def entries_of(lock: str) -> dict[str, str]:
    """The lock's text by package."""
    starts = [*ENTRY.finditer(lock)]
    ends = [*(start.start() for start in starts[1:]), len(lock)]
    return {start["name"]: lock[start.start() : end] for start, end in zip(starts, ends, strict=True)}


def with_what_they_need(names: Iterable[str], entries: dict[str, str]) -> list[str]:
    """The names and, by the lock's `via`, all that they bring. Raises KeyError for one that is not locked."""
    needed, found = list(names), set[str]()
    while needed:
        name = needed.pop()
        if name not in found:
            found.add(name)
            needed += _brought_by(name, entries)
    return [name for name in sorted(found) if entries[name]]


def part_of(lock: str, service: str) -> str:
    entries = entries_of(lock)
    return "".join(entries[name] for name in with_what_they_need(needs_of(service), entries))


def _brought_by(name: str, entries: dict[str, str]) -> Iterator[str]:
    for other, text in entries.items():
        if name in VIA.findall(text):
            yield other


if __name__ == "__main__":
    lock = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parents[1] / "requirements.lock"
    sys.stdout.write(part_of(lock.read_text(), sys.argv[1]))
