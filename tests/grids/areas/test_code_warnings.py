"""Official codes that look wrong are given all the same, with a word of warning: on both databases."""

import pytest

from services.chassis.words import Catalogue
from services.grids.areas.domain.official import shortened
from tests.grids.areas.changing import merge, seen
from tests.grids.areas.test_codes_given import give
from tests.grids.builders import COMMUNITY_CODE, id_of

MCA = {"scheme": "MCA", "valid_from": "2026-01-01"}


def warned(answer):
    return [(each["code"], each["area_code"], each["other"]) for each in answer["warnings"]]


def given(house, area, code, **different):
    asked = MCA | different
    return warned(give(house, area, seen(house, area)["seen_version"], code=code, **asked))


def founding(name, kind, under, *codes):
    new = {"id": id_of(name), "name": name, "kind": kind, "parent_id": id_of(under) if under else None}
    return new | {"codes": [MCA | {"code": code} for code in codes]}


@pytest.mark.parametrize(
    ("code", "short"),
    [("510108000000", "510108"), ("510108000", "510108"), ("510108", "510108"), ("510100", "5101"),
     ("510000", "51"), ("440000000000", "44"), ("510108006000", "510108006"), (COMMUNITY_CODE,) * 2],
)  # fmt: skip
def test_zeros_fill_a_code_up(code, short):
    assert shortened(code) == short


@pytest.mark.parametrize(
    ("area", "code", "fits"),
    [("county", "510108", True), ("county", "510108000000", True), ("county", "5101", False),
     ("county", "510108006", False), ("township", "510108006", True), ("township", "510108006000", True),
     ("township", "510108", False), ("township", COMMUNITY_CODE, False), ("community", COMMUNITY_CODE, True),
     ("community", "510108006", False), ("community", "510108006000", False), ("micro 1", "51", False),
     ("base 1", COMMUNITY_CODE, False)],
)  # fmt: skip
def test_a_code_of_another_level_is_given_with_a_warning(house, area, code, fits):
    assert given(house, area, code) == ([] if fits else [("CodeLevelUnlikely", code, None)])
    assert house.ask("resolve_code", scheme="MCA", code=code, date="2026-03-05")["id"] == id_of(area)


def test_the_districts_own_codes_and_other_systems_are_not_judged(house):
    assert given(house, "micro 1", "51", scheme="LOCAL") == []
    assert given(house, "micro 1", "510108006004", scheme="GA") == []


def test_one_division_on_two_areas_is_warned_of_in_whatever_spelling(house):
    assert given(house, "county", "510108") == []
    assert given(house, "township", "510108000000") == [
        ("DivisionTwice", "510108000000", "510108"),
        ("CodeLevelUnlikely", "510108000000", None),
    ]
    assert given(house, "township", "510108000000", scheme="GB2260") == [
        ("CodeLevelUnlikely", "510108000000", None)
    ]


@pytest.mark.parametrize(
    ("above", "code", "fits"),
    [("510108", "510108006", True), ("510108000000", "510108006000", True), ("510108", "350203006", False),
     ("510108", "510109006", False), ("4419", "441900003", True), ("441900000000", "441900003000", True)],
)  # fmt: skip
def test_a_code_that_does_not_begin_with_the_one_above_is_warned_of(house, above, code, fits):
    given(house, "county", above)
    found = [each for each in given(house, "township", code) if each[0] == "CodeParentUnlikely"]
    assert found == ([] if fits else [("CodeParentUnlikely", code, "510108")])


def test_the_nearest_code_of_the_scheme_that_holds_that_day_is_the_one_above(house):
    given(house, "county", "510108")
    assert given(house, "community", "350203006004") == [("CodeParentUnlikely", "350203006004", "510108")]
    assert given(house, "elsewhere", "350203006005", scheme="NBS2023") == []
    given(house, "township", "510108006", valid_to="2026-02-01")
    ended, holds = (
        given(house, "elsewhere", f"51010800700{number}", valid_from=day, valid_to=until)
        for number, day, until in ((1, "2026-02-01", "2026-03-01"), (2, "2026-01-31", "2026-02-01"))
    )
    assert (ended, holds) == ([], [("CodeParentUnlikely", "510108007002", "510108006")])


def test_what_is_founded_in_one_batch_is_looked_at_together(house):
    batch = [
        founding("a", "township", "county", "510108009"),
        founding("b", "community", "a", "510109009001"),
    ]
    answer = house.ask("found_areas", areas=batch)
    assert warned(answer) == [("CodeParentUnlikely", "510109009001", "510108009")]


@pytest.mark.parametrize(
    ("kind", "under", "name", "code", "fits"),
    [("community", "township", "八里社区", "510108006199", True),
     ("community", "township", "八里村村民委员会", "510108006199", False),
     ("community", "township", "八里村", "510108006200", True),
     ("community", "township", "八里居委会", "510108006200", False),
     ("community", "township", "八里", "510108006200", True),
     ("community", "township", "开发区社区", "510108006498", True),
     ("township", "county", "府青路街道", "510108099", True),
     ("township", "county", "府青镇", "510108099", False),
     ("township", "county", "府青镇", "510108100", True),
     ("township", "county", "府青街道", "510108100", False),
     ("township", "county", "府青乡", "510108200", True),
     ("township", "county", "府青镇", "510108399", False),
     ("township", "county", "府青镇", "510108400", True)],
)  # fmt: skip
def test_a_code_of_a_segment_of_other_names_is_warned_of(house, kind, under, name, code, fits):
    answer = house.ask("found_areas", areas=[founding(name, kind, under, code)])
    assert warned(answer) == ([] if fits else [("CodeSegmentUnlikely", code, None)])


def test_an_area_that_spelled_its_own_code_otherwise_before_is_not_warned(house):
    assert given(house, "county", "510108", valid_to="2026-02-01") == []
    assert given(house, "county", "510108000000", valid_from="2026-02-01") == []


def test_a_batch_is_warned_of_its_own_codes_and_founded(house):
    one, two = founding("a", "township", "county", "510108009"), founding("b", "township", "county")
    two["codes"] = [MCA | {"code": "510108009000"}]
    answer = house.ask("found_areas", areas=[one, two])

    assert sorted(warned(answer)) == [
        ("DivisionTwice", "510108009", "510108009000"),
        ("DivisionTwice", "510108009000", "510108009"),
    ]
    assert {each["area_id"] for each in answer["warnings"]} == {id_of("a"), id_of("b")}
    assert len(answer["items"]) == 2


def test_a_founded_area_of_another_level_is_warned_of_and_one_that_fits_is_not(house):
    right = house.ask("found_areas", areas=[founding("a", "community", "township", "510108006099")])
    wrong = house.ask("found_areas", areas=[founding("b", "community", "township", "510108006")])

    assert warned(right) == []
    assert warned(wrong) == [("CodeLevelUnlikely", "510108006", None)]


def test_what_comes_of_a_merge_or_a_split_is_warned_of_too(house):
    new = founding("c", "micro", "base 1", "51")
    new["codes"][0]["valid_from"] = "2026-03-05"
    assert warned(merge(house, "micro 1", "micro 2", into=new)) == [("CodeLevelUnlikely", "51", None)]

    part = {"id": id_of("d"), "name": "d", "codes": [MCA | {"code": "5101", "valid_from": "2026-03-05"}]}
    asked = seen(house, "micro 3") | {"primary_id": id_of("micro 3"), "parts": [part]}
    assert warned(house.ask("split_area", **asked)) == [("CodeLevelUnlikely", "5101", None)]


def test_a_warning_has_a_sentence_in_both_languages(house):
    given(house, "county", "510108")
    [twice, level] = give(house, "township", code="510108000000", **MCA)["warnings"]
    [parent] = give(house, "community", code="350203006004", **MCA)["warnings"]
    new = founding("八里村", "community", "township", "510108006001")
    [segment] = house.ask("found_areas", areas=[new])["warnings"]

    assert "510108" in twice["message"]
    assert "街道" in level["message"]
    assert "以上级区域的代码 510108 开头" in parent["message"]
    assert "200–399" in segment["message"]
    words = Catalogue.of_service("grids").sentences
    for language in ("zh_CN", "en"):
        for each in (twice, level, parent, segment):
            assert words[language][f"warnings.{each['code']}"]
