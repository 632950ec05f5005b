"""Identity numbers: the standard's own examples, what is mistyped, and every wrong digit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.standards.identity_number import (
    IdentityNumber,
    IdentityNumberInvalid,
    IdentityNumberProblem,
    Sex,
    check_digit,
)

TODAY = date(2026, 11, 22)
VALID = (
    "11010519491231002X",
    "440524188001010014",
    "34052419800101001X",
    "53010219200508011X",
    "990001195001010015",
    "990001195001010023",
    "990001201306150033",
)


def problem_of(typed: str) -> str:
    with pytest.raises(IdentityNumberInvalid) as refused:
        IdentityNumber.parse(typed, TODAY)
    assert str(refused.value) == "IdentityNumberInvalid(problem)"
    return str(refused.value.values["problem"])


@pytest.mark.parametrize("number", VALID)
def test_a_number_of_the_standard_is_taken(number: str):
    assert IdentityNumber.parse(number, TODAY).text == number


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 1949 1231 002X\n",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105-19491231-002x",
    ],
)
def test_what_people_type_is_the_same_number(typed: str):
    assert IdentityNumber.parse(typed, TODAY).text == "11010519491231002X"


def test_an_old_number_is_made_new():
    assert IdentityNumber.parse("110105491231002", TODAY).text == "11010519491231002X"


def test_birth_date_and_sex_are_in_the_number():
    found = IdentityNumber.parse("990001195001010015", TODAY)
    assert (found.birth_date, found.sex) == (date(1950, 1, 1), Sex.MALE)
    assert IdentityNumber.parse("990001195001010023", TODAY).sex == Sex.FEMALE


def test_a_day_that_never_was_is_no_birth_date():
    assert problem_of("990001194102290015") == IdentityNumberProblem.BIRTH_DATE


def of_day(day: date) -> str:
    first = f"990001{day:%Y%m%d}001"
    return first + check_digit(first)


def test_who_was_born_today_has_a_number_and_who_is_born_tomorrow_has_none():
    assert IdentityNumber.parse(of_day(TODAY), TODAY).birth_date == TODAY
    assert problem_of(of_day(TODAY + timedelta(days=1))) == IdentityNumberProblem.BIRTH_DATE


@pytest.mark.parametrize(
    "typed", ["", "99000119500101001", "9900011950010100155", "X90001195001010015", "张三", "٩" * 18]
)
def test_what_is_no_number_at_all(typed: str):
    assert problem_of(typed) == IdentityNumberProblem.SHAPE


@given(place=st.integers(14, 16), shift=st.integers(1, 9), number=st.sampled_from(VALID))
def test_a_wrong_digit_is_seen(place: int, shift: int, number: str):
    wrong = str((int(number[place]) + shift) % 10)
    assert problem_of(number[:place] + wrong + number[place + 1 :]) == IdentityNumberProblem.CHECK_DIGIT


@given(place=st.integers(0, 15), number=st.sampled_from(VALID))
def test_two_digits_in_each_others_place_are_seen(place: int, number: str):
    if number[place] != number[place + 1]:
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert problem_of(swapped) in set(IdentityNumberProblem)


def test_it_is_shown_by_its_ends_and_never_in_a_log():
    found = IdentityNumber.parse("11010519491231002X", TODAY)
    assert found.masked == "110105********002X"
    assert "1949" not in repr(found)
