"""Members is asked what a platform's secret opens: with its hash, and as the gateway itself."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from gateway.cells import Cell, Cells
from gateway.errors import DistrictElsewhere, SomethingBroke
from gateway.keys.opened_key import OpenedKey
from gateway.rates.rate import Limit
from gateway.refused_tokens import WITHIN
from gateway.request import Request
from gateway.rpc import Reply
from services.chassis.domain import DomainError
from services.chassis.errors import TokenReason, TokenRefused
from services.chassis.platform_secret import Shown
from services.chassis.proxies import Address

SERVICE, METHOD = "members", "open_key"
NOBODYS = ""
"""Who is in line here has named a district, and it may not be theirs: nobody else waits for them."""

log = logging.getLogger(__name__)

Mint = Callable[[str, datetime], str]
LimitsOf = Callable[[Mapping[str, str | None]], Mapping[str, Limit]]


class Exchange:
    """`mint` signs the gateway's own token for a district; `deadline` in seconds."""

    def __init__(self, cells: Cells, mint: Mint, limits_of: LimitsOf, deadline: float) -> None:
        self._cells, self._mint, self._limits_of = cells, mint, limits_of
        self._deadline = deadline

    def __call__(self, shown: Shown, request: Request, now: datetime) -> OpenedKey:
        """Raises TokenRefused, ServiceUnavailable or DeadlinePassed."""
        reply = self._ask(shown, request, now, self._deadline)
        if reply.refused is not None and (reason := reply.refused["values"].get("reason")) is not None:
            raise TokenRefused(reason)
        if reply.answer is None:
            raise SomethingBroke
        return OpenedKey.of(reply.answer, self._limits_of(reply.answer["rates"]))

    def tell_of(self, shown: Shown, address: Address | None, request: Request, now: datetime) -> None:
        """That it came from where it may not: members looks itself, and writes it down.

        What comes back is no matter: the caller is refused here.
        """
        try:
            self._ask(shown, request, now, WITHIN, address=str(address))
        except DomainError as away:
            log.warning("refused secret not written down", extra={"route": request.route, "code": away.code})

    def _ask(self, shown: Shown, request: Request, now: datetime, deadline: float, **more: str) -> Reply:
        return self._cell_of(shown).call(
            NOBODYS,
            SERVICE,
            METHOD,
            {"key_id": shown.key_id, "secret_hash": shown.hash, **more},
            token=self._mint(shown.district, now),
            request_id=request.request_id,
            language=request.language,
            deadline=deadline,
            key=None,
            accepted_at=None,
        )

    def _cell_of(self, shown: Shown) -> Cell:
        """Whoever guesses hears of a district that is not here what he hears of a key that is none."""
        try:
            return self._cells.of(shown.district)
        except DistrictElsewhere:
            raise TokenRefused(TokenReason.UNKNOWN_KEY) from None
