"""Districts in a running house: one of a test's own, and one that every test leaves as it is."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.days import a_whole_test_long
from tests.house import House
from tests.journeys.district import District, Row
from tests.journeys.somebody import Somebody


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """No test begins on one day and ends on the next."""
    a_whole_test_long()


@pytest.fixture(scope="session")
def officer(house: House) -> Iterator[Somebody]:
    """Of the sample district."""
    with httpx.Client(base_url=house.url, timeout=20.0, verify=False) as http:
        yield Somebody(http, house.passes)


@pytest.fixture
def district(officer: Somebody) -> District:
    """Of this test alone."""
    return District.founded(officer)


@pytest.fixture
def breakable(production_house: House) -> Iterator[House]:
    """Processes that a test may end or hold; whole again, whatever it has done to them."""
    yield production_house
    production_house.start()


@pytest.fixture
def witness(breakable: House) -> Iterator[Somebody]:
    """Asks a house that a test breaks."""
    with httpx.Client(base_url=breakable.url, timeout=20.0, verify=False) as http:
        yield Somebody(http, breakable.passes)


@dataclass
class Settled:
    """A district with a case in every state, and one without a holder."""

    district: District
    cases: dict[str, Row]


@pytest.fixture(scope="session")
def settled(officer: Somebody) -> Settled:
    here = District.founded(officer)
    for area in ("lane", "court"):
        here.appoint(area)
    cases = {"vacant": here.register("yard"), "registered": here.register()}
    cases["assigned"] = here.step(here.register(), "assign")
    cases["in_hand"] = here.step(here.step(here.register(), "assign"), "take-in-hand")
    cases["closed"] = here.closed(here.register())
    here.message_about(cases["closed"])
    return Settled(here, cases)


@pytest.fixture(scope="session")
def elsewhere(officer: Somebody) -> District:
    """Another district, for strangers to come from."""
    return District.founded(officer)


@pytest.fixture(scope="module")
def untouched(settled: Settled) -> Iterator[District]:
    """The settled district; whatever a module's tests are refused, nothing of it is left half done."""
    before = settled.district.state()
    yield settled.district
    assert settled.district.state() == before
