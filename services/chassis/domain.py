"""The words that every domain is written in: an event, a broken rule, a name. Imports nothing but Python."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self


@dataclass(frozen=True)
class Event:
    """Something that happened, in the past tense; the class name is its routing key.

    The first field is the id of the aggregate it speaks of (the envelope's subject).
    A field named `version` is the version of that aggregate after the change.
    """

    @property
    def subject(self) -> str:
        return str(getattr(self, fields(self)[0].name))

    @property
    def subjects(self) -> tuple[str, ...]:
        """Everything it speaks of: the ids of its `rows` where it carries a batch (for the audit)."""
        rows = getattr(self, "rows", ())
        ids = (row["id"] if isinstance(row, dict) else row.id for row in rows)
        return tuple(map(str, ids)) or (self.subject,)


class Named(str):
    """A word that a district made up, with what people call it in each language: said in sentences."""

    names: Mapping[str, str]

    def __new__(cls, word: str, **names: str) -> "Named":
        named = super().__new__(cls, word)
        named.names = names
        return named


RESERVED = {"args", "at", "code", "values", "add_note", "with_traceback"}
"""What an error's value may not be called: the error itself has these."""


class DomainError(Exception):
    """A broken rule: named for what is true, with values and no prose.

    A subclass declares its values as annotations and is raised with exactly those;
    `about` names the request fields that the rule speaks of.
    """

    kind: ClassVar[str] = "invalid"
    about: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        if taken := RESERVED & set(cls.__dict__.get("__annotations__", {})):
            raise TypeError(f"{cls.__name__} may not call a value {sorted(taken)}")

    def __init__(self, **values: object) -> None:
        declared = self.value_names()
        if set(values) != set(declared):
            raise TypeError(f"{type(self).__name__} takes {declared}, got {sorted(values)}")
        self.values = values
        for name, value in values.items():
            setattr(self, name, value)
        super().__init__(f"{type(self).__name__}({', '.join(declared)})")

    @classmethod
    def value_names(cls) -> tuple[str, ...]:
        """The declared values, base classes first, without class variables."""
        names: dict[str, None] = {}
        for ancestor in reversed(cls.__mro__):
            for name, hint in ancestor.__dict__.get("__annotations__", {}).items():
                if "ClassVar" not in str(hint):
                    names[name] = None
        return tuple(names)

    def at(self, *fields: str) -> Self:
        """Names the fields that are meant, of those that the rule may speak of, or one within them."""
        vars(self)["about"] = fields
        return self

    @property
    def code(self) -> str:
        return type(self).__name__


@contextmanager
def within(*path: object) -> Iterator[None]:
    """Names the fields of what is refused here where they stand in the request: `areas.3.parent_id`."""
    try:
        yield
    except DomainError as refused:
        raise refused.at(*(".".join(map(str, (*path, field))) for field in refused.about)) from None


@contextmanager
def row_of_id(rows: Mapping[str, str]) -> Iterator[None]:
    """Of a batch what is refused for its id is named where that stands in the request: `places.3.id`.

    `rows` are, by id, what stands in front: `places.3`. One that was not sent is named as it is.
    """
    try:
        yield
    except DomainError as refused:
        row = rows.get(str(refused.values.get("id")))
        if row is not None and refused.about == ("id",):
            refused.at(f"{row}.id")
        raise


def rows_of(batch: str, ids: Sequence[str]) -> dict[str, str]:
    """Where each stands in a list of that name."""
    return {id: f"{batch}.{number}" for number, id in enumerate(ids)}


class NotFound(DomainError):
    kind = "not_found"


class Conflict(DomainError):
    kind = "conflict"


class Stale(DomainError):
    kind = "stale"


class Forbidden(DomainError):
    kind = "forbidden"


class Unavailable(DomainError):
    kind = "unavailable"


class BearerRefused(DomainError):
    """What somebody showed does not count; its values are a `reason`, and nothing of what was shown.

    `bearer` is the caller that it speaks of, for the audit, where that is known.
    """

    def __init__(self, bearer: Any = None, **values: object) -> None:
        super().__init__(**values)
        self.bearer = bearer
