"""Paths of short ids: `1/2a/7/`. Every segment ends with a slash, so a prefix is a subtree."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short_id(number: int) -> str:
    """A positive number in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return text


def leading_to(path: str) -> list[str]:
    """The paths of what it lies in, the nearest first, itself left out."""
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[:count]) + "/" for count in range(len(parts) - 1, 0, -1)]


def last_of(path: str) -> str:
    """The area's own short id."""
    return path.rstrip("/").rpartition("/")[2]
