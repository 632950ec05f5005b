"""Prefixes as ranges: under row-level security LIKE uses no index, `>= … AND <` does (D10)."""

from sqlalchemy import ColumnElement, and_, true

_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def starts_with(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Case and all; everything starts with the empty prefix."""
    end = _after(prefix)
    if not prefix:
        return true()
    return column >= prefix if end is None else and_(column >= prefix, column < end)


def under(path: ColumnElement[str], root: str) -> ColumnElement[bool]:
    """The subtree of a path, its root included; every path ends with '/'."""
    if not root.endswith("/"):
        raise ValueError("a path ends with '/'")
    return starts_with(path, root)


def _after(prefix: str) -> str | None:
    """The least text that is greater than all that start so."""
    for length in range(len(prefix), 0, -1):
        code = ord(prefix[length - 1])
        if code < _LAST:
            following = _SURROGATES.stop if code + 1 in _SURROGATES else code + 1
            return prefix[: length - 1] + chr(following)
    return None
