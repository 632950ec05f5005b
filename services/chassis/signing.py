"""Who signs tokens in a running process: the service that grants, and each service for itself (D13)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from services.chassis import tokens
from services.chassis.caller import Grant, PrincipalKind
from services.chassis.keyring import Keyring
from services.chassis.tokens import PEOPLE_KEY, SERVICE_KEY, TOKEN_LIFE, Issue

LIFE = timedelta(minutes=1)
MOST_DISTRICTS = 10_000


def people_tokens(keyring: Keyring) -> Issue:
    """Raises KeyFileUnusable."""
    sign = partial(tokens.mint, keyring.signing_key(PEOPLE_KEY), PEOPLE_KEY)

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
    kid = f"{SERVICE_KEY}{service}"
    sign = partial(tokens.mint, keyring.signing_key(kid), kid, kind="service", id=service, grants=())
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
