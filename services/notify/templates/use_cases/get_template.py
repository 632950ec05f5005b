"""Somebody reads what a message says now."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.notify.templates.domain.template import Template
from services.notify.templates.use_cases.ports import Begin


@dataclass(frozen=True)
class GetTemplate:
    template_key: str
    language: str


def get_template(command: GetTemplate, begin: Begin, caller: Caller) -> Template:
    """Raises TemplateUnknown."""
    with begin(caller) as tx:
        return tx.templates.newest(command.template_key, command.language)
