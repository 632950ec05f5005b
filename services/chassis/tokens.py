"""Signed tokens of the four principals: made here, and checked by every service for itself (D13)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.chassis.called_back import CalledBack
from services.chassis.caller import Caller, Grant, PrincipalKind
from services.chassis.claims import Claims, claims_of
from services.chassis.errors import TokenReason, TokenRefused
from services.chassis.keyring import Keyring, create_keys, signer_of

__all__ = ["Issue", "Keyring", "TokenRefused", "Verifier", "create_keys", "mint"]

ALGORITHM = "EdDSA"
AUDIENCE = "linli"
CHECKS: Any = {
    "require": ["exp", "iat", "nbf", "aud", "sub"],
    "verify_exp": False,  # times are looked at in `verify`, at every request
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,  # looked at when it is known whom the token speaks of
}
SKEW = 30.0
"""Seconds that two clocks may be apart."""
ACCEPTED_FOR = 60.0
"""Seconds that a request accepted in time may still take; no deadline is longer."""
TOKEN_LIFE = timedelta(minutes=5)
"""Of a person's token."""
PEOPLE_KEY = "people"
"""The key of the service that grants: it speaks for people and platforms."""
SERVICE_KEY = "service-"
"""How the names of services' own keys begin."""
LONGEST_TOKEN = 8192
MOST_KNOWN = 10_000
LONGEST_LIFE: dict[PrincipalKind, int] = {"person": 300, "service": 60, "key": 3600, "operator": 3600}
"""Seconds; a token can be called back only through its end."""


class Issue(Protocol):
    """Signs for people and platforms, with the key of the service that grants."""

    def __call__(
        self,
        district: str,
        id: str,
        grants: Iterable[Grant],
        version: int,
        now: datetime,
        *,
        kind: PrincipalKind = "person",
        until: datetime | None = None,
    ) -> str:
        """`until`: it ends then, if it would live longer; `version` is that of the grants."""


def mint(
    signing_key: Ed25519PrivateKey,
    kid: str,
    *,
    kind: PrincipalKind,
    id: str,
    district: str,
    grants: Iterable[Grant],
    lifetime: timedelta,
    now: datetime,
    **claims: object,
) -> str:
    """`claims` are `sid` and `gv` of a person, `for` of a service."""
    starts = int(now.timestamp())
    payload = {
        **claims,
        "sub": f"{kind}:{id}",
        "aud": AUDIENCE,
        "iat": starts,
        "nbf": starts,
        "exp": starts + int(lifetime.total_seconds()),
        "kind": kind,
        "district": district,
        "grants": [[g.role, g.area_id, g.until and int(g.until.timestamp())] for g in grants],
    }
    return jwt.encode(payload, signing_key, algorithm=ALGORITHM, headers={"kid": kid})


class Verifier:
    """Checks a signature once per token; its times at every request."""

    def __init__(
        self,
        keyring: Keyring,
        profile: Literal["sample", "production"],
        called_back: CalledBack | None = None,
    ) -> None:
        self._keyring, self._losses = keyring, keyring.losses()
        self._called_back = called_back or CalledBack()
        self._lives_any_time = profile == "sample"
        self._known: dict[str | None, Claims] = {}

    def verify(
        self,
        token: str | None,
        *,
        now: datetime,
        request_id: str = "",
        language: str = "zh_CN",
        accepted_at: datetime | None = None,
    ) -> Caller:
        """Raises TokenRefused. A request accepted before the token's end is valid until its deadline."""
        if (losses := self._keyring.losses()) != self._losses:
            self._losses = losses
            self._known.clear()
        known = self._known.get(token) or self._learn(token)
        caller = _bearer(known, request_id, language)
        moment = now.timestamp()
        if moment < known.starts - SKEW:
            raise TokenRefused(TokenReason.EARLY, caller)
        if moment >= known.ends + SKEW and not _was_in_time(known, moment, accepted_at):
            raise TokenRefused(TokenReason.EXPIRED, caller)
        if self._called_back.has(caller):
            raise TokenRefused(TokenReason.CALLED_BACK, caller)
        return caller

    def _learn(self, token: str | None) -> Claims:
        if not token:
            raise TokenRefused(TokenReason.MISSING)
        said = self._said_by(token)
        known = claims_of(said)
        if not _is_for_us(said["aud"]):
            raise TokenRefused(TokenReason.AUDIENCE, _bearer(known))
        if not self._lives_any_time and known.ends - known.starts > LONGEST_LIFE[known.kind]:
            raise TokenRefused(TokenReason.TOO_LONG, _bearer(known))
        if len(self._known) >= MOST_KNOWN:
            self._known.pop(next(iter(self._known)), None)
        self._known[token] = known
        return known

    def _said_by(self, token: str) -> dict[str, Any]:
        """What the token says, once its signature is checked; times and audience are looked at apart."""
        if len(token) > LONGEST_TOKEN:
            raise TokenRefused(TokenReason.MALFORMED)
        try:
            head = jwt.get_unverified_header(token)
            if head.get("alg") != ALGORITHM:
                raise TokenRefused(TokenReason.ALGORITHM)
            if (key := self._keyring.find(head.get("kid", ""))) is None:
                raise TokenRefused(TokenReason.FORGED)
            said = jwt.decode(token, key, algorithms=[ALGORITHM], options=CHECKS)
            if not _oversteps(head["kid"], said):
                return said
            reason = TokenReason.FORGED
        except jwt.InvalidSignatureError:
            reason = TokenReason.FORGED
        except (jwt.InvalidTokenError, ValueError, RecursionError):
            reason = TokenReason.MALFORMED
        # Outside the handlers: the library's error may repeat what the token says.
        raise TokenRefused(reason)


def _bearer(known: Claims, request_id: str = "", language: str = "zh_CN") -> Caller:
    return Caller(known.district, known.id, known.kind, known.grants, request_id, language, known.version)


def _is_for_us(audience: object) -> bool:
    """One, or a list of them (RFC 7519 §4.1.3)."""
    return audience == AUDIENCE or (isinstance(audience, list) and AUDIENCE in audience)


def _oversteps(kid: str, said: dict[str, Any]) -> bool:
    """A service's key speaks for that service alone; a stolen one makes nobody else."""
    signer = signer_of(kid)
    if signer == PEOPLE_KEY:
        return said.get("kind") not in ("person", "key")
    service = signer.removeprefix(SERVICE_KEY)
    return service != signer and said.get("sub") != f"service:{service}"


def _was_in_time(known: Claims, moment: float, accepted_at: datetime | None) -> bool:
    """Accepted before the token's end, and not longer ago than any deadline reaches."""
    return accepted_at is not None and moment - ACCEPTED_FOR <= accepted_at.timestamp() < known.ends + SKEW
