"""What people type for the same number: full-width digits, blanks, dashes, a lower-case letter."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s\u200b\ufeff\u00ad\u2010-\u2015\-]+")


def tidied(text: str) -> str:
    """Half width, capital letters, nothing between the characters."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
