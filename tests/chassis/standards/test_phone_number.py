"""Phone numbers: as they are typed, and what is none."""

import pytest

from services.chassis.standards.phone_number import PhoneNumberInvalid, masked_phone, phone_number


@pytest.mark.parametrize(
    "typed",
    [
        "13900000000",
        "139 0000 0000",
        "139-0000-0000",
        "+86 139 0000 0000",
        "008613900000000",
        "１３９００００００００",
    ],
)
def test_a_mobile_is_taken_as_it_is_typed(typed: str):
    assert phone_number(typed) == "13900000000"


@pytest.mark.parametrize("typed", ["028-8555 0000", "(028)85550000", "（028）85550000", "+86 28 8555 0000"])
def test_a_landline_has_its_area_code(typed: str):
    assert phone_number(typed) == "02885550000"


def test_area_codes_of_three_and_four_digits():
    assert (phone_number("010-85550000"), phone_number("0598-8555000")) == ("01085550000", "05988555000")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "110",
        "85550000",
        "12900000000",
        "1390000000",
        "139000000000",
        "0288555000000",
        "028-1555000",
        "无",
    ],
)
def test_what_is_no_number_of_a_person(typed: str):
    with pytest.raises(PhoneNumberInvalid) as refused:
        phone_number(typed)
    assert str(refused.value) == "PhoneNumberInvalid()"


def test_it_is_shown_by_its_ends():
    assert masked_phone("13900000000") == "139****0000"
