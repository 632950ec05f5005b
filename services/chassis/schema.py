"""Wire schemas: what a request may carry and what an answer shows (D4).

A schema names itself for the contract and may name the dataclass that `load` builds:

    class RegisterCaseSchema(Schema):
        schema_name = "cases.RegisterCase"
        builds = RegisterCase
        area_id = Id(required=True)
"""

from dataclasses import MISSING
from dataclasses import fields as fields_of
from typing import Any, ClassVar

import marshmallow
from marshmallow import EXCLUDE, RAISE, ValidationError, fields, post_load
from marshmallow.fields import Nested

from services.chassis.codes import Code, field_errors, speak_in_codes
from services.chassis.errors import FieldsInvalid
from services.chassis.fields import (
    After,
    Choice,
    Day,
    DayHeard,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Reason,
    Text,
    Words,
)
from services.chassis.validators import Length, OneOf, Range, Regexp

__all__ = [
    "After",
    "Choice",
    "Code",
    "Day",
    "DayHeard",
    "EventSchema",
    "Flag",
    "Id",
    "Integer",
    "Length",
    "ListOf",
    "Moment",
    "Name",
    "Nested",
    "OneOf",
    "PageQuerySchema",
    "PageSchema",
    "Range",
    "Reason",
    "Regexp",
    "Schema",
    "Text",
    "Words",
    "field_errors",
]


class Schema(marshmallow.Schema):
    """Refuses unknown fields, speaks in codes, and builds `builds` where that is given."""

    schema_name: ClassVar[str] = ""
    builds: ClassVar[type[Any] | None] = None
    error_messages = {  # noqa: RUF012  (marshmallow declares it an instance variable)
        "unknown": "unknown",
        "type": "not_an_object",
    }

    class Meta:
        unknown = RAISE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if self.builds is not None and options.keys() <= {"many", "unknown"}:
            _check_fit(type(self).__name__, self.load_fields, self.builds)

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        speak_in_codes(field_obj)

    def parse(self, body: object) -> Any:
        """What `load` gives; raises FieldsInvalid, which names every field that does not fit."""
        try:
            return self.load(body)  # type: ignore[arg-type]
        except ValidationError as error:
            raise FieldsInvalid(field_errors(error)) from None

    def place_of(self, path: str) -> str | None:
        """Where a request has that field: there, or else at its top; None if it has none of that name."""
        if _has(self, path.split(".")):
            return path
        name = path.rpartition(".")[2]
        return name if name in self.fields else None

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> Any:
        return loaded if self.builds is None else self.builds(**loaded)


class EventSchema(Schema):
    """What a listener reads of an event; fields it does not name are left out."""

    class Meta:
        unknown = EXCLUDE


class PageQuerySchema(Schema):
    """What every list is asked with; a query adds its filters."""

    limit = Integer(minimum=1, maximum=200, load_default=50)
    after = After(load_default=None)


class PageSchema(Schema):
    """What every list answers; a page adds `items = ListOf(Nested(...))`."""

    next = After()


def _has(schema: marshmallow.Schema, path: list[str]) -> bool:
    """What lies in a field that is no schema is not looked at."""
    field, within = schema.fields.get(path[0]), path[1:]
    if isinstance(field, fields.List):
        field, within = field.inner, within[1:]
    if within and isinstance(field, Nested):
        return _has(field.schema, within)
    return field is not None


def _check_fit(schema: str, loads: dict[str, fields.Field[Any]], builds: type[Any]) -> None:
    """TypeError at import, instead of at the first request, when a command and its schema differ."""
    takes = {each.name: each for each in fields_of(builds) if each.init}
    given = {field.attribute or name: field for name, field in loads.items()}
    if strange := given.keys() - takes.keys():
        raise TypeError(f"{schema} has {sorted(strange)}, which {builds.__name__} does not take")
    for name, each in takes.items():
        has_default = each.default is not MISSING or each.default_factory is not MISSING
        field = given.get(name)
        always = field is not None and (field.required or field.load_default is not marshmallow.missing)
        if not has_default and not always:
            raise TypeError(f"{builds.__name__} needs {name}, which {schema} does not always give")
