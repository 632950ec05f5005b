"""A rate, `600/60`: a bucket of 600 requests that fills again within 60 seconds, one by one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

SECOND = 1_000_000
"""Microseconds, in which all times of this room are."""


class Load(StrEnum):
    """What a route costs: HEAVY begins a job, takes a file or is answered with one."""

    READING = "reading"
    WRITING = "writing"
    HEAVY = "heavy"


class Whose(StrEnum):
    """Whose requests are counted; KEY is a platform key or an operator."""

    PERSON = "person"
    KEY = "key"
    ADDRESS = "address"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Rate:
    """`period` is the time that one request takes to fill in again, `depth` that of the whole bucket."""

    period: int
    depth: int

    @classmethod
    def parse(cls, text: str, gateways: int = 1) -> "Rate":
        """One gateway's part of it, at least one request."""
        requests, _, seconds = text.partition("/")
        share = max(1, int(requests) // gateways)
        period = max(1, int(seconds) * SECOND // share)
        return cls(period, period * share)


@dataclass(frozen=True, slots=True)
class Limit:
    """`whose` requests of what `load` it counts; `share` is one gateway's part of the `whole`."""

    whose: Whose
    load: str
    whole: Rate
    share: Rate
    prefix: str
    """Of the names of its buckets."""

    @classmethod
    def parse(cls, whose: Whose, load: str, text: str, gateways: int) -> "Limit | None":
        """None for an empty text."""
        if not text:
            return None
        prefix = f"linli:rates:{whose}:{load}:"
        return cls(whose, load, Rate.parse(text), Rate.parse(text, gateways), prefix)


class Draw(NamedTuple):
    """One request out of the bucket named by `key`."""

    limit: Limit
    key: str


class Short(NamedTuple):
    """The emptiest bucket, and in how many microseconds it has one request more."""

    limit: Limit
    wait: int


class Buckets(Protocol):
    def take(self, draws: list[Draw]) -> Short | None:
        """From every bucket, or from none when one of them is empty."""
