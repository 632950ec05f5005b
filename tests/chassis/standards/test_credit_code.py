"""Credit codes: of every registering department, with both checks."""

import pytest

from services.chassis.standards.credit_code import CreditCodeInvalid, credit_code, organisation_check

VALID = (
    "91110000600037341L",
    "55350203ME000001X0",
    "51350212MJ0000026F",
    "123507224200000319",
    "N2350723MF0000056F",
    "Y1350203MB000006XH",
)


def problem_of(typed: str) -> str:
    with pytest.raises(CreditCodeInvalid) as refused:
        credit_code(typed)
    return str(refused.value.values["problem"])


@pytest.mark.parametrize("code", VALID)
def test_a_code_of_the_standard_is_taken(code: str):
    assert credit_code(code) == code
    assert credit_code(f" {code[:8].lower()} {code[8:].lower()}") == code


def test_the_check_of_the_organisation_code_is_the_older_standards():
    assert organisation_check("D2143569") == "X"


def test_a_wrong_check_character_is_seen():
    assert problem_of("91110000600037341K") == "check_character"


def test_a_wrong_check_inside_is_seen():
    assert problem_of("91110000600037342L") == "organisation_check"


@pytest.mark.parametrize(
    "typed", ["", "9111000060003734", "91110000600037341LL", "9111000060003734IL", "O1110000600037341L"]
)
def test_what_is_no_code_at_all(typed: str):
    assert problem_of(typed) == "shape"
