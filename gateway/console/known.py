"""Names of areas and of people on duty, remembered for a minute: a list names the same ones many times."""

from typing import Any

from gateway.console.api import Api
from gateway.console.errors import ApiRefused
from services.chassis.caller import Caller

FOR = 60.0
"""Seconds."""
MOST = 20_000
NOT_SHOWN = {403, 404, 422}
"""422: an area of a kind that has no such thing."""

Row = dict[str, Any]


class Known:
    """What one caller has been told is told to no other."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], tuple[float, Row | None]] = {}

    def find(self, path: str, api: Api, caller: Caller, now: float) -> Row | None:
        """None for what the caller may not see. Raises ApiRefused for all other refusals."""
        key = (caller.district, caller.name, path)
        until, row = self._rows.get(key, (0.0, None))
        if until <= now:
            row = _asked(path, api)
            if len(self._rows) >= MOST:
                self._rows.clear()
            self._rows[key] = (now + FOR, row)
        return row

    def forget(self, caller: Caller) -> None:
        """After a change of theirs, whoever made it is told what is true now."""
        for key in [key for key in self._rows if key[:2] == (caller.district, caller.name)]:
            del self._rows[key]


def _asked(path: str, api: Api) -> Row | None:
    try:
        return api.get(path)
    except ApiRefused as refused:
        if refused.status in NOT_SHOWN:
            return None
        raise
