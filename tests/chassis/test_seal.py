"""A sealed value opens in its own place, under its own key, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.keys import SealBroken
from services.chassis.seal import SealedField, Seals
from tests.chassis.key_builders import some_keys

PHONE = SealedField("residents", "phone")
KEYS = some_keys("chenghua", "wuhou")
SEALS = Seals(KEYS)
SEALED = SEALS.seal(PHONE, "r-1", b"13800000000", "chenghua")


@settings(deadline=None)
@given(
    value=st.binary(max_size=300),
    row_id=st.text(max_size=40),
    table=st.text(max_size=20),
    column=st.text(max_size=20),
)
def test_what_was_sealed_opens_as_it_was(value: bytes, row_id: str, table: str, column: str) -> None:
    field = SealedField(table, column)
    assert SEALS.unseal(field, row_id, SEALS.seal(field, row_id, value, "wuhou"), "wuhou") == value


@pytest.mark.parametrize(
    ("field", "row_id", "district"),
    [
        (PHONE, "r-2", "chenghua"),
        (PHONE, "r-1", "wuhou"),
        (SealedField("residents", "name"), "r-1", "chenghua"),
        (SealedField("outside_raisers", "phone"), "r-1", "chenghua"),
        (SealedField("residentsphone", ""), "r-1", "chenghua"),
    ],
)
def test_a_value_moved_to_another_place_does_not_open(field: SealedField, row_id: str, district: str) -> None:
    with pytest.raises(SealBroken):
        SEALS.unseal(field, row_id, SEALED, district)


@settings(deadline=None)
@given(place=st.integers(min_value=0, max_value=len(SEALED) - 1), mask=st.integers(1, 255))
def test_a_value_with_any_byte_changed_does_not_open(place: int, mask: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= mask
    with pytest.raises(SealBroken):
        SEALS.unseal(PHONE, "r-1", bytes(changed), "chenghua")


@pytest.mark.parametrize("length", [0, 1, 2, 5, 14, 20, len(SEALED) - 1])
def test_a_value_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(SealBroken):
        SEALS.unseal(PHONE, "r-1", SEALED[:length], "chenghua")


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert SEALS.seal(PHONE, "r-1", b"x", "chenghua") != SEALS.seal(PHONE, "r-1", b"x", "chenghua")


def test_a_sealed_value_does_not_hold_the_value() -> None:
    assert b"13800000000" not in SEALED


def test_what_an_older_key_sealed_stays_readable_after_a_turn() -> None:
    keys = some_keys("chenghua")
    seals = Seals(keys)
    old = seals.seal(PHONE, "r-1", b"old", "chenghua")
    keys.make("chenghua", 2)
    new = seals.seal(PHONE, "r-1", b"new", "chenghua")
    assert (old[:2], new[:2]) == (b"\x00\x01", b"\x00\x02")
    assert [seals.unseal(PHONE, "r-1", sealed, "chenghua") for sealed in (old, new)] == [b"old", b"new"]


def test_a_digest_is_the_same_for_the_same_value_kind_and_district_alone() -> None:
    same = SEALS.digest("chenghua", "phone", b"138")
    assert len(same) == 16
    assert SEALS.digest("chenghua", "phone", b"138") == same
    others = {
        SEALS.digest("chenghua", "phone", b"139"),
        SEALS.digest("chenghua", "phone1", b"38"),
        SEALS.digest("wuhou", "phone", b"138"),
    }
    assert len(others) == 3
    assert same not in others


def test_while_keys_turn_a_value_is_looked_for_under_every_version() -> None:
    keys = some_keys("chenghua")
    seals = Seals(keys)
    before = seals.digest("chenghua", "phone", b"138")
    keys.make("chenghua", 2)
    assert seals.digests("chenghua", "phone", b"138") == {
        1: before,
        2: seals.digest("chenghua", "phone", b"138"),
    }
    assert seals.digest("chenghua", "phone", b"138") != before


def test_a_seal_of_one_field_is_the_same_seal() -> None:
    phone = SEALS.of(PHONE)
    assert phone.unseal("chenghua", "r-1", SEALED) == b"13800000000"
    assert SEALS.unseal(PHONE, "r-9", phone.seal("chenghua", "r-9", b"x"), "chenghua") == b"x"
