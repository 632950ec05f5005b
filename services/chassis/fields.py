"""Fields of wire schemas: strict about JSON types, and refusing with codes (D14)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, ClassVar

from marshmallow import ValidationError, fields

from services.chassis.clock import SHANGHAI
from services.chassis.codes import Code
from services.chassis.standards.cells import spelt
from services.chassis.standards.days import EARLIEST, LATEST
from services.chassis.standards.lines import LONGEST_LINE, NOT_IN_A_LINE
from services.chassis.validators import Length, Range, Regexp

CANONICAL_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
NOT_IN_WORDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SAFE_INTEGER = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""


class Id(fields.String):
    """A UUID as canonical lower-case text, the one spelling that keys are compared by."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("validate", Regexp(CANONICAL_UUID, code="not_an_id"))
        options.setdefault("metadata", {"format": "uuid"})
        super().__init__(**options)


class Text(fields.String):
    """One line of text, trimmed; `at_least` and `at_most` count characters."""

    forbidden: ClassVar[re.Pattern[str]] = NOT_IN_A_LINE
    most: ClassVar[int] = LONGEST_LINE

    def __init__(self, *, at_least: int = 1, at_most: int | None = None, **options: Any) -> None:
        length = Length(min=at_least, max=self.most if at_most is None else at_most)
        super().__init__(validate=[length, *_checks(options.pop("validate", None))], **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        trimmed = value.strip()
        if self.forbidden.search(trimmed):
            raise ValidationError(Code("control_characters"))
        return trimmed


class Name(Text):
    """1 to 200 characters on one line, as in sheets: none that nobody sees, one space between words."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return spelt(super()._deserialize(value, attr, data, **kwargs))


class Words(Text):
    """What somebody tells, in lines: 1 to 4000 characters."""

    forbidden: ClassVar[re.Pattern[str]] = NOT_IN_WORDS
    most: ClassVar[int] = 4000


class Reason(Words):
    """Why somebody does it: `at_least` counts letters and digits, as what nobody can see says nothing."""

    def __init__(self, *, at_least: int, at_most: int = 500, **options: Any) -> None:
        super().__init__(at_least=at_least, at_most=at_most, **options)
        self._letters = at_least

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        reason = super()._deserialize(value, attr, data, **kwargs)
        if sum(character.isalnum() for character in reason) < self._letters:
            raise ValidationError(Code("too_short", min=self._letters))
        return reason


class Integer(fields.Integer):
    """A whole number that came as a JSON number: neither "5" nor true nor 5.0."""

    def __init__(self, *, minimum: int = -SAFE_INTEGER, maximum: int = SAFE_INTEGER, **options: Any) -> None:
        check = Range(min=minimum, max=maximum)
        super().__init__(strict=True, validate=[check, *_checks(options.pop("validate", None))], **options)


class Flag(fields.Boolean):
    """true or false, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Day(fields.Date):
    """A calendar day from 1900 to 2199, `2026-03-05` and no other spelling of it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.make_error("invalid") from None
        if day.isoformat() != value:
            raise self.make_error("invalid")
        return self._within(day)

    def _within(self, day: date) -> date:
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(Code("out_of_range", min=EARLIEST.isoformat(), max=LATEST.isoformat()))
        return day


class DayHeard(Day):
    """A day that somebody else has kept already: one outside those centuries is the nearest of them."""

    def _within(self, day: date) -> date:
        return min(max(day, EARLIEST), LATEST)


class Moment(fields.AwareDateTime):
    """A time with its offset, within 1900–2199: UTC inside, written in Asia/Shanghai."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        moment = super()._deserialize(value, attr, data, **kwargs)
        # Compared by its year as written: what lies at the edge of time cannot be turned into UTC.
        if not EARLIEST.year <= moment.year <= LATEST.year:
            raise ValidationError(Code("out_of_range", min=EARLIEST.year, max=LATEST.year))
        return moment.astimezone(UTC)

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.astimezone(SHANGHAI).isoformat()


class Choice(fields.Enum[Any]):
    """A member of an enum, by its text value."""

    def __init__(self, enum: type[Enum], **options: Any) -> None:
        super().__init__(enum, by_value=fields.String, **options)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        """A row has the text, a domain object the member."""
        member = None if value is None else self.enum(value)
        return super()._serialize(member, attr, obj, **kwargs)


class ListOf(fields.List[Any]):
    """A JSON array of `inner`; loads a tuple. Its length is looked at before its items."""

    def __init__(
        self,
        inner: fields.Field[Any] | type[fields.Field[Any]],
        *,
        at_least: int = 0,
        at_most: int | None = None,
        **options: Any,
    ) -> None:
        self.length = Length(min=at_least or None, max=at_most)
        super().__init__(inner, validate=[self.length, *_checks(options.pop("validate", None))], **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise self.make_error("invalid")
        self.length(value)
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class Scalar(fields.Raw):
    """One part of a paging position: text, a whole number or null."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_none=True, metadata={"type": ["string", "integer"]}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str | int:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise ValidationError(Code("wrong_type"))
        return value


class After(ListOf):
    """Where the page before ended: the sort values of its last row; null is the beginning."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Scalar(), at_least=1, at_most=8, allow_none=True, **options)


def _checks(given: Any) -> list[Callable[[Any], Any]]:
    if given is None:
        return []
    return list(given) if isinstance(given, (list, tuple)) else [given]
