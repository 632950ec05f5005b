"""Checks of a field's value; a failed one is a code with values, never prose (D14)."""

import re
from collections.abc import Sized
from typing import Any, TypeVar

from marshmallow import ValidationError, validate

from services.chassis.codes import Code

T = TypeVar("T")
SizedT = TypeVar("SizedT", bound=Sized)


class Length(validate.Length):
    """too_short(min), too_long(max)."""

    def __call__(self, value: SizedT) -> SizedT:
        least = self.min if self.equal is None else self.equal
        most = self.max if self.equal is None else self.equal
        if least is not None and len(value) < least:
            raise ValidationError(Code("too_short", min=least))
        if most is not None and len(value) > most:
            raise ValidationError(Code("too_long", max=most))
        return value


class Range(validate.Range):
    """out_of_range(min, max); with one end only, too_small(min) or too_large(max)."""

    def __call__(self, value: T) -> T:
        try:
            super().__call__(value)
        except ValidationError:
            raise ValidationError(self._code()) from None
        return value

    def _code(self) -> Code:
        if self.max is None:
            return Code("too_small", min=self.min)
        if self.min is None:
            return Code("too_large", max=self.max)
        return Code("out_of_range", min=self.min, max=self.max)


class OneOf(validate.OneOf):
    """not_one_of(choices)."""

    def __call__(self, value: Any) -> Any:
        try:
            return super().__call__(value)
        except ValidationError:
            raise ValidationError(Code("not_one_of", choices=list(self.choices))) from None


class Regexp(validate.Regexp):
    """The whole text must match; `code` names the shape that was missed."""

    def __init__(self, pattern: str, code: str = "wrong_format") -> None:
        super().__init__(re.compile(pattern))
        self.code = code

    def __call__(self, value: Any) -> Any:
        if not self.regex.fullmatch(value):
            raise ValidationError(Code(self.code))
        return value
