"""Who asks: the token looked at once here, to refuse early and to bind cursors; services look again (D13)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gateway.errors import AddressNotAllowed
from gateway.keys.opened_key import OpenedKey
from gateway.keys.opened_keys import OpenedKeys
from gateway.rates.rates import Rates
from gateway.refused_tokens import RefusedTokens
from gateway.request import Request
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.errors import TokenRefused
from services.chassis.platform_secret import PREFIX, Shown, shown_in
from services.chassis.proxies import Proxies

SCHEME = "bearer "


class Verifier(Protocol):
    """services.chassis.tokens.Verifier."""

    def verify(
        self,
        token: str,
        *,
        now: datetime,
        request_id: str,
        language: str,
        accepted_at: datetime | None,
    ) -> Caller:
        """Raises TokenRefused; an empty token is a missing one."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """`accepted_at` in unix seconds: a token that holds now holds until the call's deadline."""

    caller: Caller
    token: str
    accepted_at: float


class Door:
    """Of who has a good token it asks how often he comes, of all others only of their address."""

    def __init__(
        self, verifier: Verifier, clock: Clock, rates: Rates, keys: OpenedKeys, proxies: Proxies
    ) -> None:
        self._verifier, self._clock, self._rates = verifier, clock, rates
        self._keys, self._proxies = keys, proxies
        self._refused = RefusedTokens()

    def admit(self, request: Request) -> Admitted:
        """Raises TokenRefused or TooManyRequests; for platforms AddressNotAllowed, and what calls raise."""
        now = self._clock.now()
        token = token_of(request)
        if token.startswith(PREFIX) and (shown := shown_in(token)) is not None:
            return self._admit_platform(shown, request, now)
        try:
            caller = self._verified(token, request, now)
        except TokenRefused as refused:
            self._refused.note(refused, self._rates.client_of(request), now)
            if token:
                self._rates.take_refused(request)
            else:
                self._rates.take(request)
            raise
        self._rates.take(request, caller)
        return Admitted(caller, token, now.timestamp())

    def _admit_platform(self, shown: Shown, request: Request, now: datetime) -> Admitted:
        """Whatever was opened before: the address is looked at each time."""
        opened, caller = self._opened(shown, request, now)
        environ = request.environ
        address = self._proxies.address_of(
            environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR")
        )
        try:
            opened.must_let_in(address)
        except AddressNotAllowed:
            self._rates.take_refused(request)
            self._keys.tell_of(shown, address, request, now)
            raise
        self._rates.take(request, caller, opened.limits)
        return Admitted(caller, opened.token, now.timestamp())

    def _opened(self, shown: Shown, request: Request, now: datetime) -> tuple[OpenedKey, Caller]:
        """A token that was called back is exchanged anew, once: the secret may be good for another."""
        opened = self._keys.open(shown, request, now)
        try:
            return opened, self._verified(opened.token, request, now)
        except TokenRefused:
            self._keys.forget(shown, opened)
        opened = self._keys.open(shown, request, now)
        return opened, self._verified(opened.token, request, now)

    def _verified(self, token: str, request: Request, now: datetime) -> Caller:
        return self._verifier.verify(
            token, now=now, request_id=request.request_id, language=request.language, accepted_at=None
        )


def token_of(request: Request) -> str:
    """Empty where none was sent."""
    authorization: str = request.environ.get("HTTP_AUTHORIZATION", "")
    return authorization[len(SCHEME) :].strip() if authorization[: len(SCHEME)].lower() == SCHEME else ""
