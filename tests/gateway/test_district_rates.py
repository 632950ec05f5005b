"""All together of one district ask as often as their district may; another district does not notice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.chassis.metrics import registry
from services.chassis.rate_settings import UNLIMITED, AddressRates, DistrictRates, PersonRates, RateSettings
from tests.gateway.builders import CASE, Browser, FakeServices, a_gateway, a_token, problem

GET_CASE = f"/v1/cases/{CASE}"
TWO = DistrictRates(reading="2/60", writing="", heavy="")
NAMES = ("li-na", "wang-wei", "zhao-min", "sun-li")

Opened = Callable[..., Browser]


@pytest.fixture
def opened(tmp_path: Path, services: FakeServices) -> Opened:
    return lambda **rates: Browser(a_gateway(tmp_path, services, rates=replace(UNLIMITED, **rates)))


def statuses(browser: Browser, district: str = "chenghua", times: int = 3) -> list[int]:
    """Everybody asks once."""
    return [browser.get(GET_CASE, a_token(id=name, district=district)).status_code for name in NAMES[:times]]


def test_a_district_asks_as_often_as_it_may_and_not_once_more(opened: Opened):
    browser = opened(district=TWO)
    assert statuses(browser) == [200, 200, 429]
    assert statuses(browser, "jinniu", 2) == [200, 200]


def test_a_platform_key_and_an_operator_ask_for_their_district_too(opened: Opened):
    browser = opened(district=TWO)
    kinds = ("key", "operator", "person")
    assert [browser.get(GET_CASE, a_token(kind=kind)).status_code for kind in kinds] == [200, 200, 429]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Too many requests of your whole district; please try again in"),
        ("zh-CN", "您所在的整个区的请求太频繁，请在"),
    ],
)
def test_who_is_refused_is_told_whose_limit_it_was_and_when_to_come_again(
    opened: Opened, language: str, said: str
):
    browser = opened(district=TWO)
    statuses(browser, times=2)
    refused = browser.get(GET_CASE, Accept_Language=language)
    assert problem(refused) == (429, "TooManyRequests")
    assert refused.json is not None
    assert refused.json["values"]["whose"] == "district"
    assert refused.json["detail"].startswith(said)
    assert 25 <= int(refused.headers["Retry-After"]) <= 30


@pytest.mark.parametrize(
    ("rates", "whose"),
    [
        ({"person": PersonRates("1/60", "", "")}, "person"),
        ({"address": AddressRates("1/60", "", "", "")}, "address"),
        ({"district": DistrictRates("1/60", "", "")}, "district"),
    ],
)
def test_of_three_limits_the_one_that_was_met_is_named(opened: Opened, rates: dict[str, Any], whose: str):
    browser = opened(**rates)
    browser.get(GET_CASE)
    refused = browser.get(GET_CASE)
    assert refused.json is not None
    assert refused.json["values"]["whose"] == whose


def test_what_one_bucket_refuses_is_drawn_from_none(opened: Opened):
    browser = opened(person=PersonRates("1/60", "", ""), district=TWO)
    assert [browser.get(GET_CASE).status_code for _ in range(4)] == [200, 429, 429, 429]
    assert browser.get(GET_CASE, a_token(id="wang-wei")).status_code == 200


def test_one_district_may_have_other_rates_than_the_rest(opened: Opened):
    browser = opened(district=TWO, districts={"chenghua": {"reading": "3/60"}})
    assert statuses(browser, times=4) == [200, 200, 200, 429]
    assert statuses(browser, "jinniu") == [200, 200, 429]


def test_what_is_not_said_of_one_district_is_as_for_the_rest(opened: Opened):
    browser = opened(district=TWO, districts={"chenghua": {"heavy": "3/60"}})
    assert statuses(browser) == [200, 200, 429]


def test_the_figure_names_no_district(opened: Opened):
    labels = {"whose": "district", "load": "reading"}
    before = registry.get_sample_value("linli_http_limited_total", labels) or 0
    statuses(opened(district=TWO))
    assert registry.get_sample_value("linli_http_limited_total", labels) == before + 1


def test_every_load_of_a_district_is_bounded_where_nothing_is_set():
    rates = RateSettings().district
    assert all((rates.reading, rates.writing, rates.heavy))
