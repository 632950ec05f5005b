"""One caller: sends an order, and sends it again with the same key until it knows how it ended."""

import time
from http import HTTPStatus
from typing import Any

import httpx

from services.chassis.errors import StillRunning
from tests.faults.ledger import End, Ledger, Order, Told

PATIENCE = 90.0
"""Seconds after which a caller gives an order up; how it ended stays unknown."""
AGAIN_AFTER = 0.2
PAGE = 200
PERSONAL = ("/v1/cases", "/v1/messages")


class Asker:
    def __init__(self, client: httpx.Client, ledger: Ledger, patience: float = PATIENCE) -> None:
        """`patience`: seconds for what is only read; longer where something is away longer."""
        self.client, self._ledger, self._patience = client, ledger, patience

    def carry_out(self, order: Order, patience: float = PATIENCE) -> Told:
        """Notes the end; without patience the first unknown is the end."""
        told = self.until_known(order, patience)
        self._ledger.note(told)
        return told

    def until_known(self, order: Order, patience: float = PATIENCE) -> Told:
        until = time.monotonic() + patience
        told = self.once(order)
        while told.end is End.UNKNOWN and time.monotonic() < until:
            time.sleep(AGAIN_AFTER)
            told = self.once(order)
        return told

    def repeat(self, told: Told) -> None:
        """What was carried out is asked for once more: the same answer, or it is a contradiction."""
        again = self.once(told.order)
        if again.end is not End.UNKNOWN and (again.status, again.answer) != (told.status, told.answer):
            self._ledger.contradict(again)

    def once(self, order: Order) -> Told:
        headers = {"Idempotency-Key": order.key} | ({"If-Match": order.match} if order.match else {})
        try:
            answer = self.client.request(order.method, order.path, json=order.body, headers=headers)
        except httpx.TransportError:
            return Told(order, End.UNKNOWN)
        return _told(order, answer)

    def look(self, path: str, **query: str | int) -> httpx.Response:
        """Until it is answered; raises TimeoutError when nobody does."""
        until = time.monotonic() + self._patience
        while time.monotonic() < until:
            try:
                answer = self.client.get(path, params=query)
            except httpx.TransportError:
                answer = None
            if answer is not None and not _is_put_off(answer):
                if path.startswith(PERSONAL):
                    self._ledger.note_reading(answer.headers["X-Request-Id"])
                return answer.raise_for_status()
            time.sleep(AGAIN_AFTER)
        raise TimeoutError(f"{path} is not answered")

    def all(self, path: str, **query: str) -> list[dict[str, Any]]:
        """Every row of a list."""
        page: dict[str, Any] = {"next": None}
        found = []
        while True:
            after = {"after": page["next"]} if page["next"] else {}
            page = self.look(path, limit=PAGE, **query, **after).json()
            found += page["items"]
            if page["next"] is None:
                return found


def _is_put_off(answer: httpx.Response) -> bool:
    """Nobody looked at it: the house is away, or a district's line is full."""
    return answer.status_code >= 500 or answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


def _told(order: Order, answer: httpx.Response) -> Told:
    body = answer.json()
    if answer.is_success:
        return Told(order, End.OK, answer.status_code, body, answer.headers.get("ETag"))
    code = body["code"]
    is_unknown = _is_put_off(answer) or code == StillRunning.__name__
    return Told(order, End.UNKNOWN if is_unknown else End.FAIL, answer.status_code, body, code=code)
