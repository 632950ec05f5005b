"""A label that somebody scans: a small page for everybody, without a token and about nobody."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from gateway.answer import Answer
from gateway.body import refuse_body
from gateway.cells import Cells
from gateway.errors import DistrictElsewhere, SomethingBroke
from gateway.keys.exchange import NOBODYS, Mint
from gateway.labels.codes import PATH
from gateway.labels.pages import LabelPages
from gateway.rates.rate import Load
from gateway.rates.rates import Rates
from gateway.request import Request
from services.chassis.clock import Clock
from services.chassis.label_token import district_in

SERVICE, METHOD = "grids", "open_label"


class ScannedLabel:
    """Asked for by address: whoever tries tokens out is held up like whoever tries out secrets."""

    name, load = f"GET {PATH}", Load.READING

    def __init__(
        self, cells: Cells, mint: Mint, rates: Rates, clock: Clock, pages: LabelPages, deadline: float
    ) -> None:
        """`mint` signs the gateway's own token for a district; `deadline` in seconds."""
        self._cells, self._mint, self._rates = cells, mint, rates
        self._clock, self._pages, self._deadline = clock, pages, deadline

    def __call__(self, request: Request, parameters: Mapping[str, str]) -> Answer:
        """Raises TooManyRequests, BodyUnexpected, ServiceUnavailable or DeadlinePassed."""
        self._rates.take(request)
        refuse_body(request.environ)
        opened = self._opened(parameters["token"], request)
        if opened is None:
            self._rates.take_refused(request)
        status = HTTPStatus.NOT_FOUND if opened is None else HTTPStatus.OK
        body = self._pages.rendered("scanned.html", request.language, opened=opened)
        return Answer(status, [*self._pages.headers], body)

    def _opened(self, token: str, request: Request) -> dict[str, Any] | None:
        """None for what leads nowhere, whatever the reason."""
        if (district := district_in(token)) is None:
            return None
        try:
            cell = self._cells.of(district)
        except DistrictElsewhere:
            return None
        reply = cell.call(
            NOBODYS,
            SERVICE,
            METHOD,
            {"token": token},
            token=self._mint(district, self._clock.now()),
            request_id=request.request_id,
            language=request.language,
            deadline=self._deadline,
            key=None,
            accepted_at=None,
        )
        if reply.refused is not None:
            return None
        if reply.answer is None:
            raise SomethingBroke
        return reply.answer
