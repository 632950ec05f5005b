"""What the workload asked for and was told: each command once, whatever the number of its tries."""

import time
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from services.chassis.ids import new_id


class End(StrEnum):
    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Order:
    """A command as it is sent, the same at each try.

    `about` tells its story apart: the raiser of a case, made for it alone, or the id of an area.
    """

    about: str
    step: str
    path: str
    body: dict[str, Any]
    match: str | None = None
    method: str = "POST"
    key: str = field(default_factory=new_id)


@dataclass(frozen=True)
class Told:
    """How an order ended: `code` names a refusal, `at` is when it was told (monotonic seconds)."""

    order: Order
    end: End
    status: int | None = None
    answer: dict[str, Any] = field(default_factory=dict)
    tag: str | None = None
    code: str = ""
    at: float = field(default_factory=time.monotonic)


class Ledger:
    """Written by many threads; a list's append is one step."""

    def __init__(self) -> None:
        self._told: list[Told] = []
        self.contradictions: list[Told] = []
        self.readings: list[str] = []

    def note_reading(self, request_id: str) -> None:
        """Somebody was shown personal data."""
        self.readings.append(request_id)

    def note(self, told: Told) -> None:
        self._told.append(told)

    def contradict(self, told: Told) -> None:
        """A repeated order got another answer than the first time."""
        self.contradictions.append(told)

    @property
    def told(self) -> list[Told]:
        return list(self._told)

    @property
    def commands(self) -> int:
        return len(self._told)

    def ended(self, end: End) -> Counter[tuple[str, str]]:
        """How many orders ended so, by story and step."""
        return Counter((told.order.about, told.order.step) for told in self.told if told.end is end)

    def closed_before(self, moment: float) -> set[str]:
        """Ids of the cases whose closing had been answered by then."""
        return {
            told.answer["id"]
            for told in self.told
            if told.order.step == "close" and told.end is End.OK and told.at <= moment
        }
