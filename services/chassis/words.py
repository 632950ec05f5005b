"""Sentences for codes, in the caller's language (D14): gettext catalogues, zh_CN first.

Keys are `errors.<Code>`, `fields.<code>` and `terms.<Enum>.<value>`; placeholders `%(name)s`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path

from babel.messages.pofile import read_po

from services.chassis.clock import SHANGHAI
from services.chassis.domain import Named

LANGUAGES = ("zh_CN", "en")
FIRST = LANGUAGES[0]
SERVICES = Path(__file__).parent.parent
SEPARATOR = {"zh_CN": "、", "en": ", "}


class Catalogue:
    """Read once at start, from every folder given; a later folder may not re-use a key."""

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        self.sentences = sentences

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "Catalogue":
        sentences: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        for folder in folders:
            for language, known in sentences.items():
                found = _read(folder / f"{language}.po")
                if twice := known.keys() & found.keys():
                    raise ValueError(f"{folder}: {sorted(twice)} already has a sentence")
                known.update(found)
        return cls(sentences)

    @classmethod
    def of_service(cls, service: str) -> "Catalogue":
        """The chassis's words and the service's own."""
        folders = [SERVICES / "chassis" / "words", SERVICES / service / "words"]
        return cls.load(folder for folder in folders if folder.is_dir())

    def say(self, language: str, key: str, values: Mapping[str, object]) -> str:
        """The sentence; in zh_CN when the language has none, and the key itself when nobody has."""
        spoken = spoken_language(language)
        for tongue in (spoken, FIRST):
            if sentence := self.sentences[tongue].get(key):
                return sentence % _Said(values, partial(self._plain, tongue))
        return key

    def _plain(self, language: str, value: object) -> str:
        """A value as a person writes it."""
        if isinstance(value, Enum):
            term = f"terms.{type(value).__name__}.{value.value}"
            return self.sentences[language].get(term, str(value.value))
        if isinstance(value, Named):
            return value.names.get(language, str(value))
        if isinstance(value, (list, tuple, set, frozenset)):
            parts = [self._plain(language, part) for part in value]
            return SEPARATOR[language].join(sorted(parts) if isinstance(value, (set, frozenset)) else parts)
        return _as_text(value)


class _Said:
    """The values of a sentence, written out when the sentence asks for them."""

    def __init__(self, values: Mapping[str, object], plain: Callable[[object], str]) -> None:
        self._values, self._plain = values, plain

    def __getitem__(self, name: str) -> str:
        # A gap in the sentence beats a broken answer; a test finds the catalogue's mistake.
        return self._plain(self._values[name]) if name in self._values else "…"


def spoken_language(wanted: str) -> str:
    """The catalogue for `en-GB`, `zh` or `zh_CN`; zh_CN for a language that nobody speaks here."""
    plain = wanted.replace("-", "_").lower()
    for language in LANGUAGES:
        if plain.split("_")[0] == language.lower().split("_")[0]:
            return language
    return FIRST


def _as_text(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value / timedelta(days=1):g}"
    return str(value)


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        catalogue = read_po(opened, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id}
