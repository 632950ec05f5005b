"""Who signs tokens in a running process: the service that grants, and each service for itself (D13)."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from services.chassis import tokens
from services.chassis.caller import Grant, PrincipalKind
from services.chassis.errors import KeyFileUnusable
from services.chassis.keyring import Keyring
from services.chassis.tokens import PEOPLE_KEY, SERVICE_KEY, TOKEN_LIFE, Issue

log = logging.getLogger(__name__)

LIFE = timedelta(minutes=1)
LOOK_EVERY = 5.0
"""Seconds after which whoever signs looks whether a newer pair of theirs is ready."""
MOST_DISTRICTS = 10_000


class Signer:
    """Signs with the newest pair that is ready; one that comes up is used without a new start.

    Raises KeyFileUnusable when there is none at the start.
    """

    def __init__(self, keyring: Keyring, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._keyring, self._name, self._clock = keyring, name, clock
        self._look()

    def __call__(self, **said: Any) -> str:
        if self._clock() - self._looked_at >= LOOK_EVERY:
            try:
                self._look()
            except (KeyFileUnusable, OSError):
                log.error("no newer key to sign with", extra={"signer": self._name})
        return tokens.mint(self._key, self._kid, **said)

    def _look(self) -> None:
        self._looked_at = self._clock()
        kid = self._keyring.newest(self._name)
        self._key, self._kid = self._keyring.signing_key(kid), kid


def people_tokens(keyring: Keyring) -> Issue:
    """Raises KeyFileUnusable."""
    sign = Signer(keyring, PEOPLE_KEY)

    def issue(
        district: str,
        id: str,
        grants: Iterable[Grant],
        version: int,
        now: datetime,
        *,
        kind: PrincipalKind = "person",
        until: datetime | None = None,
    ) -> str:
        life = TOKEN_LIFE if until is None else min(TOKEN_LIFE, until - now)
        return sign(kind=kind, id=id, district=district, grants=grants, gv=version, lifetime=life, now=now)

    return issue


def own_tokens(keyring: Keyring, service: str) -> Callable[[str, datetime], str]:
    """The service's own token for a district: a new one before half of its minute is over.

    Raises KeyFileUnusable.
    """
    sign = partial(Signer(keyring, f"{SERVICE_KEY}{service}"), kind="service", id=service, grants=())
    made: dict[str, tuple[str, datetime]] = {}

    def mint(district: str, now: datetime) -> str:
        token, until = made.get(district, ("", now))
        if now >= until:
            token = sign(district=district, lifetime=LIFE, now=now)
            if len(made) >= MOST_DISTRICTS:
                made.clear()  # the gateway signs for whatever district a secret names
            made[district] = (token, now + LIFE / 2)
        return token

    return mint
