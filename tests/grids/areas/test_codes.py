"""Codes mean something in their scheme and on a day."""

from datetime import date, timedelta

import pytest

from services.grids.areas.domain.codes import AreaCode, CodeScheme, codes_of
from services.grids.areas.domain.errors import (
    CodeMalformed,
    CodeSchemeMissing,
    CodeSchemeUnknown,
    CodesOverlap,
    CodeTermEmpty,
)
from tests.grids.builders import SINCE, a_code

DIVISIONS = [CodeScheme.GB2260, CodeScheme.MCA, CodeScheme.NBS2023]


@pytest.mark.parametrize("scheme", DIVISIONS)
@pytest.mark.parametrize("digits", [2, 4, 6, 9, 12])
def test_a_division_code_has_the_digits_of_a_level(scheme, digits):
    assert AreaCode.given("a", a_code(scheme=scheme.value, code="5" * digits)).scheme is scheme


@pytest.mark.parametrize("scheme", DIVISIONS)
@pytest.mark.parametrize("code", ["", "5", "555", "5" * 10, "5" * 13, "51010x", "５１０１０８", "510108\n"])
def test_a_division_code_has_no_other_form(scheme, code):
    with pytest.raises(CodeMalformed):
        AreaCode.given("a", a_code(scheme=scheme.value, code=code))


@pytest.mark.parametrize(("code", "fits"), [("1" * 12, True), ("1" * 15, True), ("1" * 14, False)])
def test_a_police_code_has_12_or_15_digits(code, fits):
    if fits:
        assert AreaCode.given("a", a_code(scheme="GA", code=code)).code == code
    else:
        with pytest.raises(CodeMalformed):
            AreaCode.given("a", a_code(scheme="GA", code=code))


@pytest.mark.parametrize("code", ["x", "x" * 40, "八里庄-01"])
def test_a_local_code_has_1_to_40_characters(code):
    assert AreaCode.given("a", a_code(scheme="LOCAL", code=code)).code == code


@pytest.mark.parametrize("code", ["", "x" * 41, "a b", "a\tb", "a\x00"])
def test_a_local_code_is_not_empty_longer_or_blank(code):
    with pytest.raises(CodeMalformed):
        AreaCode.given("a", a_code(scheme="LOCAL", code=code))


@pytest.mark.parametrize("missing", [None, ""])
def test_a_code_without_a_scheme_means_nothing(missing):
    with pytest.raises(CodeSchemeMissing):
        CodeScheme.named(missing)


@pytest.mark.parametrize("scheme", ["nbs2023", "NBS2024", "OTHER"])
def test_an_unknown_scheme_is_refused(scheme):
    with pytest.raises(CodeSchemeUnknown) as refused:
        CodeScheme.named(scheme)

    assert refused.value.values == {"scheme": scheme}


def test_a_code_holds_for_a_day_at_least():
    one_day = a_code(valid_to=SINCE + timedelta(days=1))

    assert AreaCode.given("a", one_day).valid_to == date(2023, 7, 1)


def test_a_code_that_ends_before_it_begins_is_refused():
    with pytest.raises(CodeTermEmpty):
        AreaCode.given("a", a_code(valid_to=SINCE))


def test_an_area_has_one_code_of_a_scheme_after_the_other():
    change = date(2025, 9, 1)
    codes = codes_of("a", [a_code(code="350403", valid_to=change), a_code(code="350404", valid_from=change)])

    assert [code.code for code in codes] == ["350403", "350404"]


@pytest.mark.parametrize("second_from", [SINCE, date(2025, 8, 31)])
def test_an_area_has_one_code_of_a_scheme_at_a_time(second_from):
    until = date(2025, 9, 1)

    with pytest.raises(CodesOverlap):
        codes_of("a", [a_code(code="350404", valid_from=second_from), a_code(code="350403", valid_to=until)])


def test_an_area_has_codes_of_several_schemes_at_a_time():
    assert len(codes_of("a", [a_code(), a_code(scheme="MCA"), a_code(scheme="LOCAL")])) == 3
