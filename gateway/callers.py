"""Who asks: the token looked at once here, to refuse early and to bind cursors; services look again (D13)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from gateway.rates.rates import Rates
from gateway.refused_tokens import RefusedTokens
from gateway.request import Request
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.errors import TokenRefused

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

    def __init__(self, verifier: Verifier, clock: Clock, rates: Rates) -> None:
        self._verifier, self._clock, self._rates = verifier, clock, rates
        self._refused = RefusedTokens()

    def admit(self, request: Request) -> Admitted:
        """Raises TokenRefused or TooManyRequests."""
        now = self._clock.now()
        token = token_of(request)
        try:
            caller = self._verifier.verify(
                token, now=now, request_id=request.request_id, language=request.language, accepted_at=None
            )
        except TokenRefused as refused:
            self._refused.note(refused, self._rates.client_of(request), now)
            if token:
                self._rates.take_refused(request)
            else:
                self._rates.take(request)
            raise
        self._rates.take(request, caller)
        return Admitted(caller, token, now.timestamp())


def token_of(request: Request) -> str:
    """Empty where none was sent."""
    authorization: str = request.environ.get("HTTP_AUTHORIZATION", "")
    return authorization[len(SCHEME) :].strip() if authorization[: len(SCHEME)].lower() == SCHEME else ""
