"""Values are written as people write them, and a sentence that is missing breaks nothing."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import pytest

from services.chassis.words import FIRST, Catalogue, spoken_language


class Mood(StrEnum):
    GLAD = "glad"
    SAD = "sad"


def a_catalogue(**sentences: str) -> Catalogue:
    return Catalogue(
        {"zh_CN": {"terms.Mood.glad": "高兴", **sentences}, "en": {"terms.Mood.sad": "sorrowful"}}
    )


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        ("zh_CN", "zh_CN"),
        ("zh-Hans-CN", "zh_CN"),
        ("zh", "zh_CN"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN", "en"),
    ],
)
def test_a_language_is_recognised_by_its_first_part(wanted: str, spoken: str) -> None:
    assert spoken_language(wanted) == spoken


@pytest.mark.parametrize("wanted", ["", "de", "english", "-"])
def test_an_unknown_language_hears_the_first_one(wanted: str) -> None:
    assert spoken_language(wanted) == FIRST


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Mood.GLAD, "高兴"),
        (Mood.SAD, "sad"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 16, 30, tzinfo=UTC), "2026-03-06 00:30"),
        (timedelta(days=30), "30"),
        (timedelta(hours=12), "0.5"),
        (None, "—"),
        (("a", Mood.GLAD), "a、高兴"),
        ({"b", "a"}, "a、b"),
        ("100%", "100%"),
        (7, "7"),
    ],
)
def test_values_are_written_as_people_write_them(value: object, written: str) -> None:
    assert a_catalogue(it="[%(x)s]").say("zh_CN", "it", {"x": value}) == f"[{written}]"


def test_a_term_is_said_in_the_language_of_its_sentence() -> None:
    catalogue = Catalogue({"zh_CN": {}, "en": {"it": "%(x)s", "terms.Mood.sad": "sorrowful"}})
    assert catalogue.say("en", "it", {"x": Mood.SAD}) == "sorrowful"


def test_a_sentence_that_only_chinese_has_is_said_in_chinese() -> None:
    assert a_catalogue(it="好").say("en", "it", {}) == "好"


def test_a_key_that_nobody_has_is_said_as_it_is() -> None:
    assert a_catalogue().say("en", "errors.Nobody", {"a": 1}) == "errors.Nobody"


def test_a_value_that_is_missing_leaves_a_gap_and_breaks_nothing() -> None:
    assert a_catalogue(it="%(x)s!").say("zh_CN", "it", {}) == "…!"


def test_a_percent_sign_is_written_twice_in_a_catalogue() -> None:
    assert a_catalogue(it="100%%").say("zh_CN", "it", {}) == "100%"


def test_the_same_key_in_two_folders_is_a_mistake(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "en.po").write_text('msgid "errors.X"\nmsgstr "x"\n')
    with pytest.raises(ValueError, match=r"errors\.X"):
        Catalogue.load([tmp_path / "a", tmp_path / "b"])


def test_a_service_speaks_with_the_chassiss_words_too() -> None:
    assert (
        Catalogue.of_service("grids").say("en", "errors.DeadlinePassed", {}).startswith("This took too long")
    )
