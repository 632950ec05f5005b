"""The texts that ship with the service; a district's own come before them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from services.notify.templates.domain.errors import TemplateUnknown
from services.notify.templates.domain.template import Origin, Template

PRESETS = Path(__file__).with_name("presets.yaml")


class Presets:
    def __init__(self, templates: list[Template]) -> None:
        self._editions = {(each.key, each.language, each.version): each for each in templates}
        self._newest: dict[tuple[str, str], Template] = {}
        for each in sorted(templates, key=lambda template: template.version):
            self._newest[each.key, each.language] = each

    def newest(self, key: str, language: str) -> Template:
        try:
            return self._newest[key, language]
        except KeyError:
            raise TemplateUnknown(template_key=key) from None

    def version(self, key: str, language: str, version: int) -> Template:
        try:
            return self._editions[key, language, version]
        except KeyError:
            raise TemplateUnknown(template_key=key) from None

    def all(self) -> list[Template]:
        return list(self._editions.values())


@cache
def presets() -> Presets:
    entries = yaml.safe_load(PRESETS.read_text(encoding="utf-8"))
    return Presets([template for entry in entries for template in _languages_of(entry)])


def _languages_of(entry: dict[str, Any]) -> Iterator[Template]:
    for language, spoken in entry["languages"].items():
        yield Template(
            key=entry["key"],
            language=language,
            origin=Origin.PRESET,
            version=entry["version"],
            text=spoken["text"],
            variables=tuple(entry["variables"]),
            words=spoken.get("words", {}),
            subject=spoken["subject"],
        )
