"""Loads a practice district: the sample's ground and people on duty, and two houses of residents."""

from collections.abc import Iterator
from itertools import takewhile

from deploy.sample.api import Api
from deploy.sample.estate import houses
from deploy.sample.load import load
from deploy.sample.load_register import Register, Watch, load_register
from deploy.sample.register import as_csv, register

HOUSES = 2


def load_practice(api: Api, watch: Watch = lambda _: None) -> Iterator[tuple[str, int]]:
    """What was loaded and how many; 0: it was there already. Raises ApiRefused or SampleNotLoaded."""
    yield from load(api)
    yield from load_register(api, watch, Register(houses()[:HOUSES], _people))


def _people() -> bytes:
    return as_csv(takewhile(lambda person: person.house.number <= HOUSES, register()))
