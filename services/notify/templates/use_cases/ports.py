"""What writing a template needs."""

from contextlib import AbstractContextManager
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.notify.templates.domain.template import Template


class Templates(Protocol):
    """The district's own editions before the presets."""

    def newest(self, key: str, language: str) -> Template:
        """Raises TemplateUnknown."""

    def edition(self, key: str, language: str, edition: str) -> Template:
        """Raises TemplateUnknown."""

    def add(self, template: Template) -> None:
        """Raises StaleVersion when this edition is there already."""


class TemplateTransaction(Protocol):
    @property
    def templates(self) -> Templates: ...

    def record(self, *events: Event) -> None: ...


class Begin(Protocol):
    def __call__(self, caller: Caller, /) -> AbstractContextManager[TemplateTransaction]: ...
