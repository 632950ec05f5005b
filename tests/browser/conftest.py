"""A sample house, and readers at browsers before it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.reader import Reader
from tests.days import a_whole_test_long
from tests.house import House

Open = Callable[..., Reader]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """No test begins on one day and ends on the next."""
    a_whole_test_long()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """As `make run` starts it, without the thirty thousand residents."""
    house = House(tmp_path_factory.mktemp("console"), settings={"profile": "sample"})
    house.run("up", LINLI_SAMPLE_PEOPLE="no")
    try:
        house.load_sample()
        yield house
    finally:
        house.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def readers(browser: Browser, sample: House) -> Iterator[Open]:
    """Makes readers; in the end none of their pages may have complained of anything."""
    opened: list[Reader] = []

    def opener(role: str = "", **how: object) -> Reader:
        reader = Reader(browser, sample.url, **how)  # type: ignore[arg-type]
        opened.append(reader)
        return reader.sign_in(role) if role else reader

    yield opener
    wrong = [said for reader in opened for said in reader.wrong]
    for reader in opened:
        reader.close()
    assert wrong == []
