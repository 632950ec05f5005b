"""Who asks too often is told when to come again; nobody else is held up by it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.metrics import registry
from services.chassis.rate_settings import UNLIMITED, AddressRates, KeyRates, PersonRates, RateSettings
from tests.gateway.builders import AREA, BODY_LIMIT, CASE, Browser, FakeServices, a_gateway, a_token, problem

GET_CASE = f"/v1/cases/{CASE}"
TWO = PersonRates(reading="2/60", writing="2/60", heavy="1/60")
TWO_OF_AN_ADDRESS = AddressRates(reading="2/60", writing="", heavy="", refused_token="")
ELSEWHERE = "198.51.100.7"

Opened = Callable[..., Browser]


@pytest.fixture
def opened(tmp_path: Path, services: FakeServices) -> Opened:
    """A browser of a gateway with these rates alone."""
    return lambda **rates: Browser(a_gateway(tmp_path, services, rates=replace(UNLIMITED, **rates)))


def statuses(browser: Browser, times: int, token: str | None = None) -> list[int]:
    return [browser.get(GET_CASE, token).status_code for _ in range(times)]


def test_a_person_may_ask_as_often_as_settings_say_and_not_once_more(opened: Opened, services: FakeServices):
    browser = opened(person=TWO)
    assert statuses(browser, 3) == [200, 200, 429]
    assert len(services.calls) == 2


def test_who_is_refused_is_told_when_to_come_again(opened: Opened):
    browser = opened(person=TWO)
    statuses(browser, 2)
    refused = browser.get(GET_CASE, Accept_Language="en")
    assert problem(refused) == (429, "TooManyRequests")
    assert refused.json is not None
    seconds = refused.json["values"]["retry_after"]
    assert refused.json["values"]["whose"] == "person"
    assert 25 <= seconds <= 30
    assert refused.headers["Retry-After"] == str(seconds)
    assert refused.json["detail"] == f"Too many requests of yours; please try again in {seconds} seconds"
    assert refused.json["title"] == "Too many requests"
    assert refused.headers["Cache-Control"] == "no-store"


def test_who_is_refused_is_told_it_in_chinese(opened: Opened):
    browser = opened(person=TWO)
    statuses(browser, 2)
    assert "您的请求太频繁，请在" in browser.get(GET_CASE).get_data(as_text=True)


def test_a_part_of_a_second_is_told_as_a_whole_one(opened: Opened):
    browser = opened(person=PersonRates(reading="1/1", writing="", heavy=""))
    statuses(browser, 1)
    assert browser.get(GET_CASE).headers["Retry-After"] == "1"


@pytest.mark.parametrize("other", [{"id": "wang-wei"}, {"district": "jinniu"}, {"kind": "operator"}])
def test_one_persons_requests_are_not_anothers(opened: Opened, other: dict[str, str]):
    browser = opened(person=TWO)
    assert statuses(browser, 3) == [200, 200, 429]
    assert statuses(browser, 2, a_token(**other)) == [200, 200]


def test_a_new_token_is_no_new_person(opened: Opened):
    browser = opened(person=TWO)
    assert [browser.get(GET_CASE, a_token(sid=str(n))).status_code for n in range(3)] == [200, 200, 429]


def test_reading_writing_and_heavy_work_are_counted_apart(opened: Opened):
    browser = opened(person=TWO)
    assert statuses(browser, 3)[-1] == 429
    cases = [browser.post("/v1/cases", {}).status_code for _ in range(3)]
    files = [browser.post("/v1/files", b"a,b").status_code for _ in range(2)]
    assert (cases, files) == ([201, 201, 429], [201, 429])


@pytest.mark.parametrize("kind", ["key", "operator"])
def test_a_platform_key_and_an_operator_have_rates_of_their_own(opened: Opened, kind: str):
    browser = opened(person=TWO, key=KeyRates(reading="3/60", writing="", heavy=""))
    assert statuses(browser, 4, a_token(kind=kind)) == [200, 200, 200, 429]


def test_an_address_is_counted_whoever_asks_from_it(opened: Opened):
    browser = opened(address=TWO_OF_AN_ADDRESS)
    told = [browser.get(GET_CASE, a_token(id=name)).status_code for name in ("li-na", "wang-wei", "zhao-min")]
    assert told == [200, 200, 429]


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/nowhere", "/v1/cases/batch/none"])
def test_who_shows_no_token_is_counted_by_address(opened: Opened, path: str):
    browser = opened(address=TWO_OF_AN_ADDRESS)
    assert [browser.get(path, Authorization="").status_code == 429 for _ in range(3)] == [False, False, True]


def test_two_addresses_are_counted_apart(tmp_path: Path, services: FakeServices):
    gateway = a_gateway(tmp_path, services, rates=replace(UNLIMITED, address=TWO_OF_AN_ADDRESS))
    assert statuses(Browser(gateway), 3) == [200, 200, 429]
    assert statuses(Browser(gateway, ELSEWHERE), 2) == [200, 200]


def test_a_request_that_is_refused_is_not_counted(opened: Opened):
    """Else who comes too early would wait for ever."""
    person, address = PersonRates("1/60", "", ""), AddressRates("2/60", "", "", "")
    browser = opened(person=person, address=address)
    assert statuses(browser, 5) == [200, 429, 429, 429, 429]
    assert statuses(browser, 2, a_token(id="wang-wei")) == [200, 429]


def test_tokens_that_are_none_are_looked_at_a_few_times(opened: Opened):
    browser = opened(address=AddressRates("", "", "", refused_token="2/60"))
    told = [browser.get(GET_CASE, Authorization="Bearer guess").status_code for _ in range(3)]
    assert told == [401, 401, 429]


def test_a_good_token_passes_beside_a_neighbours_guesses(opened: Opened):
    browser = opened(address=AddressRates("", "", "", refused_token="1/60"))
    for _ in range(3):
        browser.get(GET_CASE, Authorization="Bearer guess")
    assert statuses(browser, 1) == [200]


def test_no_token_is_no_guess(opened: Opened):
    browser = opened(address=AddressRates("", "", "", refused_token="1/60"))
    assert [browser.get(GET_CASE, Authorization="").status_code for _ in range(3)] == [401, 401, 401]


def test_who_asks_too_often_is_refused_before_the_body_is_looked_at(opened: Opened):
    browser = opened(person=PersonRates("", "1/60", ""))
    assert browser.post("/v1/cases", b"x" * (BODY_LIMIT + 1)).status_code == 413
    assert browser.post("/v1/cases", b"x" * (BODY_LIMIT + 1)).status_code == 429


def test_the_figure_of_refused_requests_says_whose_and_of_what_load(opened: Opened):
    labels = {"whose": "person", "load": "writing"}
    before = registry.get_sample_value("linli_http_limited_total", labels) or 0
    browser = opened(person=TWO)
    for _ in range(4):
        browser.post("/v1/cases", {})
    assert registry.get_sample_value("linli_http_limited_total", labels) == before + 2


def test_nobody_meets_the_rates_of_a_new_house_by_hand(tmp_path: Path, services: FakeServices):
    browser = Browser(a_gateway(tmp_path, services, rates=RateSettings()))
    assert set(statuses(browser, 300)) == {200}


def test_without_a_rate_nobody_is_counted(browser: Browser):
    assert set(statuses(browser, 300)) == {200}


def test_a_search_by_post_is_reading(opened: Opened):
    browser = opened(person=PersonRates("", "1/60", ""))
    told = [browser.get(f"/v1/areas/{AREA}").status_code for _ in range(3)]
    assert told == [200, 200, 200]


@pytest.mark.parametrize(
    ("store", "said"), [("", "divided by the number of gateways"), ("redis://x", "shared")]
)
def test_at_the_start_it_is_said_who_counts(
    tmp_path: Path, services: FakeServices, caplog: pytest.LogCaptureFixture, store: str, said: str
):
    with caplog.at_level(logging.INFO, "linli.start"):
        a_gateway(tmp_path, services, rates=replace(UNLIMITED, store=store, gateways=3))
    [record] = caplog.records
    assert said in record.message
    assert getattr(record, "count", None) == (None if store else 3)


def test_each_of_three_gateways_lets_a_third_through(opened: Opened):
    browser = opened(person=PersonRates("6/60", "", ""), gateways=3)
    assert statuses(browser, 4) == [200, 200, 429, 429]
