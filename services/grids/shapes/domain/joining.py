"""What becomes of a shape where areas become one."""

from enum import StrEnum


class Fate(StrEnum):
    JOINED = "joined"
    STAYS = "stays"
    TOO_LARGE = "too_large"
    """It stays, as all together would be more than an outline may be, or than is computed at a time."""
