"""Tokens that do not count: figures for all, a few lines for those that name nobody, word for the audit of
those that do (docs/decisions/audit.md).
"""

import logging
from datetime import datetime

from gateway.cells import Cells
from gateway.request import Request
from services.chassis.domain import DomainError
from services.chassis.errors import TokenReason, TokenRefused
from services.chassis.metrics import tokens_refused

LINES = 20
"""A minute; each reason and address once."""
NO_COMMAND = {"was_refused": True}
"""What no method takes: should a service let the token in after all, nothing is done."""
WITHIN = 2.0
"""Seconds that a refusal waits for its being written down."""

log = logging.getLogger(__name__)


class RefusedTokens:
    """Of one gateway. A line names reason and address, and nothing of the token."""

    def __init__(self) -> None:
        self._minute: datetime | None = None
        self._told: set[tuple[str, str]] = set()

    def note(self, refused: TokenRefused, address: str, now: datetime) -> None:
        tokens_refused.labels(refused.reason.value).inc()
        if refused.bearer is not None or refused.reason is TokenReason.MISSING:
            return
        if (minute := now.replace(second=0, microsecond=0)) != self._minute:
            self._minute, self._told = minute, set()
        told = (refused.reason.value, address)
        if told not in self._told and len(self._told) < LINES:
            self._told.add(told)
            log.warning("token of nobody", extra={"reason": refused.reason.value, "address": address})


def pass_on(cells: Cells, district: str, service: str, method: str, token: str, request: Request) -> None:
    """The service that was meant looks at the token itself, refuses it and writes down whose it is.

    What comes back is no matter: the caller is refused here.
    """
    try:
        cells.call(
            district,
            service,
            method,
            dict(NO_COMMAND),
            token=token,
            request_id=request.request_id,
            language=request.language,
            deadline=WITHIN,
            key=None,
            accepted_at=None,
        )
    except DomainError as away:
        log.warning("refused token not written down", extra={"route": request.route, "code": away.code})
