"""Paths of short ids: `1/2a/7/`. Every segment ends with a slash, so a prefix is a subtree."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short_id(number: int) -> str:
    """A positive number in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return text


def last_of(path: str) -> str:
    """The area's own short id."""
    return path.rstrip("/").rpartition("/")[2]
