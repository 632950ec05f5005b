"""What the console says, in the reader's language: sentences from `words/`, days and times of Shanghai."""

from datetime import datetime
from pathlib import Path

from services.chassis.clock import SHANGHAI
from services.chassis.words import Catalogue

WORDS = Path(__file__).parent / "words"
NOTHING = "—"


class Speech:
    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue, self.language = catalogue, language

    def say(self, key: str, **values: object) -> str:
        """`cases.title`; keys of the catalogue begin with `console.`."""
        return self._catalogue.say(self.language, f"console.{key}", values)

    def term(self, kind: str, value: str | None) -> str:
        """The word for a value that the wire has as a code; the code itself where it is a new one."""
        if value is None:
            return NOTHING
        key = f"console.{kind}.{value}"
        said = self._catalogue.say(self.language, key, {})
        return value if said == key else said

    def has(self, key: str) -> bool:
        return f"console.{key}" in self._catalogue.sentences[self.language]


def moment(text: str | None) -> str:
    """`2026-03-05 16:30`, on the clocks of Shanghai."""
    return datetime.fromisoformat(text).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if text else NOTHING
