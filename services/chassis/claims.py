"""What a token says of its bearer, once its signature is checked (D13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from services.chassis.caller import Grant, PrincipalKind
from services.chassis.errors import TokenReason, TokenRefused


@dataclass(frozen=True, slots=True)
class Claims:
    """`starts` and `ends` in Unix seconds; `version` is that of the grants it was made of."""

    kind: PrincipalKind
    id: str
    district: str
    grants: tuple[Grant, ...]
    starts: int
    ends: int
    version: int = 0


def claims_of(said: Mapping[str, Any]) -> Claims:
    """Raises TokenRefused for a claim that is missing or of another shape."""
    try:
        kind, _, principal = said["sub"].partition(":")
        starts, ends = max(_time(said["iat"]), _time(said["nbf"])), _time(said["exp"])
        if kind not in get_args(PrincipalKind) or kind != said["kind"]:
            raise ValueError
        grants = tuple(_grant(*grant) for grant in said["grants"])
        version = _time(said.get("gv", 0))
        return Claims(kind, _text(principal), _text(said["district"]), grants, starts, ends, version)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, OSError):
        raise TokenRefused(TokenReason.MALFORMED) from None


def _grant(role: object, area_id: object, until: object) -> Grant:
    return Grant(
        _text(role),
        None if area_id is None else _text(area_id),
        None if until is None else datetime.fromtimestamp(_time(until), UTC),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return value


def _time(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    return value
