"""A district's own texts as rows; what it did not write is the preset's."""

from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Text, bindparam, select

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import Prepared, here, unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key, tenant_table
from services.notify.templates.domain.errors import TemplateUnknown
from services.notify.templates.domain.template import Origin, Template
from services.notify.templates.presets import presets

metadata = MetaData()
CHANGE = "templates.change"

templates = tenant_table(
    "templates",
    metadata,
    Column("key", Key, primary_key=True),
    Column("language", Key, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("text", Text, nullable=False),
)

OF_KEY = select(templates).where(
    here(templates), templates.c.key == bindparam("key"), templates.c.language == bindparam("language")
)
NEWEST = Prepared(OF_KEY.order_by(templates.c.version.desc()).limit(1))
EDITION = Prepared(OF_KEY.where(templates.c.version == bindparam("version")))
ADD = unless_there(templates)


def template_of(row: dict[str, Any]) -> Template:
    """Which variables there are, and what codes are called, is the preset's to say."""
    preset = presets().newest(row["key"], row["language"])
    return replace(preset, origin=Origin.DISTRICT, version=row["version"], text=row["text"])


class SqlTemplates:
    """A text holds in the whole district: it is read by everybody, and written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def newest(self, key: str, language: str) -> Template:
        row = self._rows.one(NEWEST, key=key, language=language)
        return presets().newest(key, language) if row is None else template_of(row)

    def edition(self, key: str, language: str, edition: str) -> Template:
        origin, _, version = edition.partition("-")
        if origin == Origin.PRESET:
            return presets().version(key, language, int(version))
        row = self._rows.one(EDITION, key=key, language=language, version=int(version))
        if row is None:
            raise TemplateUnknown(template_key=key)
        return template_of(row)

    def add(self, template: Template) -> None:
        if self._scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)
        newest = self.newest(template.key, template.language)
        if template.version != newest.own_version + 1 or not self._insert(template):
            current = self.newest(template.key, template.language)
            raise StaleVersion(
                sent_version=template.version - 1,
                current_version=current.own_version,
                current={"text": current.text},
            )

    def _insert(self, template: Template) -> bool:
        values = {name: getattr(template, name) for name in ("key", "language", "version", "text")}
        return self._rows.write(ADD, **values) == 1
