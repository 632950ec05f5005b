"""A template (通知模板): the sentence of a message, with variables in braces."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from services.chassis.domain import Event
from services.notify.templates.domain.errors import TemplateBroken, VariableMissing, VariableUndeclared

VARIABLE = re.compile(r"\{([a-z][a-z_]*)\}")


class Origin(StrEnum):
    PRESET = "preset"
    DISTRICT = "district"


@dataclass(frozen=True)
class TemplateWritten(Event):
    template_key: str
    language: str
    version: int


@dataclass(frozen=True)
class Template:
    """One edition of a text in one language; an edition never changes, a new text is a new one.

    `subject` is a line above the text, where a channel has one. `words` says what a variable's codes are
    called in this language: `{"state": {"closed": "已办结"}}`.
    """

    key: str
    language: str
    origin: Origin
    version: int
    text: str
    variables: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    subject: str = ""

    def __post_init__(self) -> None:
        _refuse_stray_braces(self.text)
        used = {*VARIABLE.findall(self.text), *VARIABLE.findall(self.subject)}
        undeclared = sorted(used - set(self.variables))
        if undeclared:
            raise VariableUndeclared(template_key=self.key, variable=undeclared[0])

    @property
    def edition(self) -> str:
        """`preset-1`, `district-3`: what a message keeps, so that it is sent as it was queued."""
        return f"{self.origin}-{self.version}"

    @property
    def own_version(self) -> int:
        """How many texts of its own the district has written; 0: the preset holds."""
        return self.version if self.origin is Origin.DISTRICT else 0

    def check(self, variables: Mapping[str, str]) -> None:
        """Raises VariableMissing for the first declared variable without a value."""
        for name in sorted(set(self.variables) - set(variables)):
            raise VariableMissing(template_key=self.key, variable=name)

    def render(self, variables: Mapping[str, str]) -> str:
        """Values are put in as they are: a brace in a value opens nothing."""
        return self._rendered(self.text, variables)

    def render_subject(self, variables: Mapping[str, str]) -> str:
        return self._rendered(self.subject, variables)

    def rewritten(self, text: str, version: int) -> tuple["Template", TemplateWritten]:
        """The district's own edition of this text."""
        own = replace(self, origin=Origin.DISTRICT, version=version, text=text)
        return own, TemplateWritten(self.key, self.language, version)

    def _rendered(self, text: str, variables: Mapping[str, str]) -> str:
        self.check(variables)
        return VARIABLE.sub(lambda found: self._said(found[1], variables[found[1]]), text)

    def _said(self, name: str, value: str) -> str:
        return self.words.get(name, {}).get(value, value)


def _refuse_stray_braces(text: str) -> None:
    without = VARIABLE.sub(lambda found: " " * len(found[0]), text)
    stray = re.search(r"[{}]", without)
    if stray:
        raise TemplateBroken(position=stray.start())
