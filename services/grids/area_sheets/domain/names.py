"""Where an area lies, as people write it: `某街道/某社区`, from the sheet's own area on."""

import re
from collections.abc import Iterable
from functools import lru_cache

from services.chassis.standards.cells import spelt

_PARTS = re.compile(r"(?:[^/\\]|\\.)+")
_ESCAPED = re.compile(r"\\(.)")
_SPECIAL = re.compile(r"([/\\])")

Names = tuple[str, ...]


def as_text(names: Iterable[str]) -> str:
    """A slash in a name has a backslash before it."""
    return "/".join(_SPECIAL.sub(r"\\\1", name) for name in names)


@lru_cache(maxsize=8192)
def names_in(text: str) -> Names:
    """As they are spelt. Rows below one area follow each other, and say the same."""
    parts = (spelt(_ESCAPED.sub(r"\1", part)) for part in _PARTS.findall(text))
    return tuple(part for part in parts if part)
