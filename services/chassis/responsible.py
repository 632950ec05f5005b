"""Who answers for an area or a dwelling on a day: every other service asks through this client (S0.03)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from services.chassis.errors import RemoteRefused

NOT_THERE = frozenset({"AreaEnded", "AreaNotFounded", "AreaUnknown", "DwellingUnknown"})
Chain = dict[str, Any]
"""`posts.Responsible` of the contract of grids: bottom up, vacancies skipped and said."""


class Responsible:
    """`ask` is given an RPC of the ground and its request. Without a day: today. A question is one call."""

    def __init__(self, ask: Callable[[str, dict[str, Any]], Chain]) -> None:
        self._ask = ask

    def for_area(self, area_id: str, on: date | None = None) -> Chain | None:
        """Of one that ended: who answers for what goes on for it. None: there was no such area that day."""
        return self._asked("find_responsible", {"area_id": area_id, "or_successor": True}, on)

    def for_dwelling(self, dwelling_id: str, on: date | None = None) -> Chain | None:
        return self._asked("find_responsible_for_dwelling", {"dwelling_id": dwelling_id}, on)

    def _asked(self, method: str, body: dict[str, Any], on: date | None) -> Chain | None:
        day = {} if on is None else {"on": on.isoformat()}
        try:
            return self._ask(method, body | day)
        except RemoteRefused as refused:
            if refused.code in NOT_THERE:
                return None
            raise


def on_duty(chain: Chain) -> Iterator[str]:
    """Ids of staff, whoever answers first in front."""
    return (each["staff_id"] for level in chain["levels"] for each in level["people"])
