"""The language of sentences: what the client wishes most, zh_CN when it wishes nothing we speak."""

from time import perf_counter

import pytest

from gateway.languages import chosen
from tests.gateway.builders import Browser


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "zh_CN"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN-us", "en"),
        ("zh", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("zh_TW", "zh_CN"),
        ("fr", "zh_CN"),
        ("*", "zh_CN"),
        ("fr, en;q=0.3", "en"),
        ("zh;q=0.8, en;q=0.9", "en"),
        ("zh;q=0.9, en;q=0.8", "zh_CN"),
        ("en, zh", "en"),
        ("zh, en", "zh_CN"),
        ("en;q=0", "zh_CN"),
        ("en;q=0.001", "en"),
        ("en ; q=1.000 , zh;q=0.999", "en"),
        ("en;q=nonsense", "zh_CN"),
        ("english", "zh_CN"),
        (",,;q=,-", "zh_CN"),
    ],
)
def test_the_language_is_the_one_wished_most(wish: str, language: str):
    assert chosen(wish) == language


@pytest.mark.parametrize("wish", [f"en{' ' * 8000}x", f"{' ' * 8000}x-;", f"en;{' ' * 8000}q"])
def test_a_long_run_of_spaces_takes_no_time(wish: str):
    began = perf_counter()
    assert chosen(wish) == "zh_CN"
    assert perf_counter() - began < 0.1


@pytest.mark.parametrize(("wish", "tag", "word"), [("en", "en", "address"), ("zh", "zh-CN", "地址")])
def test_a_problem_is_told_in_the_language(browser: Browser, wish: str, tag: str, word: str):
    refused = browser.get("/nowhere", Accept_Language=wish)
    assert refused.headers["Content-Language"] == tag
    assert refused.headers["Vary"] == "Authorization, Accept-Language"
    assert refused.json is not None
    assert word in refused.json["detail"]
