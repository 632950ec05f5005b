"""A practice district is told by its id alone, and so is everything that has to know."""

import pytest

from services.chassis.called_back import CalledBack
from services.chassis.caller import Caller, PrincipalKind
from services.chassis.practice import home_of, is_practice, practice_of


def test_a_district_and_its_practice_district_name_each_other():
    assert practice_of("d7k2m9") == "d7k2m9-practice"
    assert home_of(practice_of("d7k2m9")) == "d7k2m9"
    assert (is_practice("d7k2m9-practice"), is_practice("d7k2m9")) == (True, False)


@pytest.mark.parametrize(
    "district", ["d7k2m9", "practice", "practice-d7k2m9", "d7k2m9-practices", "d7k2m9practice"]
)
def test_no_other_district_is_taken_for_one(district: str):
    assert not is_practice(district)
    assert home_of(district) == district
    assert not Caller(district, "li", "person").is_in_practice


@pytest.mark.parametrize(
    ("kind", "kept_in"),
    [
        ("key", "d7k2m9"),
        ("person", "d7k2m9-practice"),
        ("service", "d7k2m9-practice"),
        ("operator", "d7k2m9-practice"),
    ],
)
def test_a_test_key_is_kept_at_home_and_whoever_trains_in_the_practice_district(
    kind: PrincipalKind, kept_in: str
):
    caller = Caller(practice_of("d7k2m9"), "one", kind)
    assert caller.granted_in == kept_in
    called_back = CalledBack()
    called_back.hear([(kept_in, caller.name, 1)])
    assert called_back.has(caller)
