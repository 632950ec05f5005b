"""Which language an answer's sentences are in: Accept-Language, zh_CN unless English is wished more."""

import re
from functools import lru_cache

DEFAULT = "zh_CN"
TAGS = {"zh_CN": "zh-CN", "en": "en"}

# Spaces are matched in one place only: with two, a long run of them is tried in every division.
_WISH = re.compile(r"(\*|[A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?(?:\s*;\s*q=([01](?:\.\d{0,3})?))?")
_LANGUAGE_OF = {"*": DEFAULT, "zh": DEFAULT, "en": "en"}


@lru_cache(maxsize=512)
def chosen(accept_language: str) -> str:
    """The supported language with the greatest weight, the first named among equals (RFC 9110 §12.5.4)."""
    best, best_weight = DEFAULT, 0.0
    for wish in accept_language.split(","):
        parts = _WISH.fullmatch(wish.strip())
        language = _LANGUAGE_OF.get(parts[1].lower()) if parts else None
        weight = float(parts[2] or 1) if parts else 0.0
        if language is not None and weight > best_weight:
            best, best_weight = language, weight
    return best
