"""A district's own texts as rows; what it did not write is the preset's."""

from dataclasses import replace
from typing import Any

from sqlalchemy import BigInteger, Column, MetaData, Text, select
from sqlalchemy.dialects import postgresql, sqlite

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
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


def template_of(row: dict[str, Any]) -> Template:
    """Which variables there are, and what codes are called, is the preset's to say."""
    preset = presets().newest(row["key"], row["language"])
    return replace(preset, origin=Origin.DISTRICT, version=row["version"], text=row["text"])


class SqlTemplates:
    """A text holds in the whole district: it is read by everybody, and written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self._rows, self._scope = rows, scope

    def newest(self, key: str, language: str) -> Template:
        statement = self._of(key, language).order_by(templates.c.version.desc()).limit(1)
        row = self._rows.one(statement)
        return presets().newest(key, language) if row is None else template_of(row)

    def edition(self, key: str, language: str, edition: str) -> Template:
        origin, _, version = edition.partition("-")
        if origin == Origin.PRESET:
            return presets().version(key, language, int(version))
        row = self._rows.one(self._of(key, language).where(templates.c.version == int(version)))
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
        insert = postgresql.insert if self._rows.is_postgresql else sqlite.insert
        values = {
            "district": self._rows.district,
            "key": template.key,
            "language": template.language,
            "version": template.version,
            "text": template.text,
        }
        return self._rows.write(insert(templates).values(values).on_conflict_do_nothing()) == 1

    def _of(self, key: str, language: str) -> Any:
        return select(templates).where(
            self._rows.of(templates), templates.c.key == key, templates.c.language == language
        )
