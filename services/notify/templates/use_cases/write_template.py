"""A district says a message in its own words."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.notify.templates.domain.template import Template
from services.notify.templates.use_cases.ports import Begin


@dataclass(frozen=True)
class WriteTemplate:
    """`seen_version` is the district's edition that the writer saw, 0 for the preset."""

    template_key: str
    language: str
    text: str
    seen_version: int


def write_template(command: WriteTemplate, begin: Begin, caller: Caller) -> Template:
    with begin(caller) as tx:
        current = tx.templates.newest(command.template_key, command.language)
        own, written = current.rewritten(command.text, version=command.seen_version + 1)
        tx.templates.add(own)
        tx.record(written)
    return own
