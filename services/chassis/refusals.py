"""A broken rule as it crosses the wire: one type for all of them (D14)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, Protocol

from services.chassis import wire
from services.chassis.domain import DomainError
from services.chassis.errors import FieldsInvalid
from services.chassis.words import Catalogue


class Say(Protocol):
    """Catalogue.say."""

    def __call__(self, language: str, key: str, values: Mapping[str, object], /) -> str: ...


@dataclass(frozen=True)
class Refused:
    """`fields` are `{"field", "code", "values", "detail"}`; `detail` is in the caller's language."""

    kind: str
    code: str
    values: dict[str, Any]
    fields: list[dict[str, Any]] = field(default_factory=list)
    detail: str = ""

    @classmethod
    def of(cls, error: DomainError, say: Say, language: str) -> "Refused":
        detail = say(language, f"errors.{error.code}", error.values)
        values = plain_values(error.values)
        if isinstance(error, FieldsInvalid):
            wrong = [
                _wrong(
                    one.field,
                    one.code,
                    plain_values(one.values),
                    say(language, f"fields.{one.code}", one.values),
                )
                for one in error.fields
            ]
        else:
            wrong = [_wrong(name, error.code, values, detail) for name in error.about]
        return cls(error.kind, error.code, values, wrong, detail)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, sent: Mapping[str, Any]) -> "Refused":
        return cls(sent["kind"], sent["code"], sent["values"], sent["fields"], sent["detail"])


def refusal_of(error: DomainError, catalogue: Catalogue, language: str) -> Refused:
    return Refused.of(error, catalogue.say, language)


def kept_error(error: DomainError) -> dict[str, Any]:
    """For whoever reads it later, in their language: `terms` names the kind of each value that is one."""
    terms = {name: kind for name, value in error.values.items() if (kind := _term(value))}
    return {"code": error.code, "values": plain_values(error.values), "terms": terms}


def said_error(kept: Mapping[str, Any], say: Say, language: str) -> str:
    values = dict(kept["values"])
    for name, kind in kept.get("terms", {}).items():
        value = values[name]
        each = value if isinstance(value, list) else [value]
        values[name] = [say(language, f"terms.{kind}.{one}", {}) for one in each]
    return say(language, f"errors.{kept['code']}", values)


def _term(value: object) -> str | None:
    first = next(iter(value), None) if isinstance(value, (list, tuple, set, frozenset)) else value
    return type(first).__name__ if isinstance(first, Enum) else None


def _wrong(name: str, code: str, values: dict[str, Any], detail: str) -> dict[str, Any]:
    return {"field": name, "code": code, "values": values, "detail": detail}


def plain_values(values: Mapping[str, object]) -> dict[str, Any]:
    """As the receiver reads them: dates, enums and durations as JSON has them."""
    plain: dict[str, Any] = wire.loads(wire.dumps(dict(values)))
    return plain
