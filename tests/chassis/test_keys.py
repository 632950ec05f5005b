"""The master key is in a file of its owner's; what it wraps opens with it alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.errors import KeyFileUnusable
from services.chassis.keys import DataKeys, DistrictWithoutKeys, MasterKey, SealBroken
from services.chassis.master_key import bound_to
from tests.chassis.key_builders import FakeKeyRows, a_master, some_keys


def refused(path: Path) -> object:
    with pytest.raises(KeyFileUnusable) as refusal:
        MasterKey.load(path)
    return refusal.value.values["problem"]


def test_a_made_master_key_opens_what_it_wrapped_after_a_restart(tmp_path: Path) -> None:
    wrapped = MasterKey.create(tmp_path / "master.key").wrap(b"secret", "a", "b")
    assert MasterKey.load(tmp_path / "master.key").unwrap(wrapped, "a", "b") == b"secret"


def test_a_master_key_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    MasterKey.create(tmp_path / "master.key")
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_master_key_that_others_can_touch_is_refused(tmp_path: Path, mode: int) -> None:
    MasterKey.create(tmp_path / "master.key")
    (tmp_path / "master.key").chmod(mode)
    assert refused(tmp_path / "master.key") == "open_to_others"


def test_a_master_key_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "master.key") == "missing"


@pytest.mark.parametrize("content", [b"", b"short", b"!" * 44, b"A" * 40, b"A" * 64, b"\xff" * 32])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "master.key").write_bytes(content)
    (tmp_path / "master.key").chmod(0o600)
    assert refused(tmp_path / "master.key") == "not_a_key"


def test_a_master_key_is_never_replaced(tmp_path: Path) -> None:
    MasterKey.create(tmp_path / "master.key")
    before = (tmp_path / "master.key").read_bytes()
    with pytest.raises(KeyFileUnusable):
        MasterKey.create(tmp_path / "master.key")
    assert (tmp_path / "master.key").read_bytes() == before


@pytest.mark.parametrize("place", [("a",), ("a", "c"), ("b", "a"), ("ab", ""), ("a", "b", "")])
def test_a_wrapped_key_opens_in_its_place_alone(place: tuple[str, ...]) -> None:
    master = a_master()
    with pytest.raises(SealBroken):
        master.unwrap(master.wrap(b"secret", "a", "b"), *place)


def test_another_master_key_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        a_master().unwrap(a_master().wrap(b"secret", "a"), "a")


def test_a_district_has_no_keys_before_they_are_made() -> None:
    with pytest.raises(DistrictWithoutKeys):
        some_keys("chenghua").current("wuhou")


def test_making_sure_of_keys_twice_makes_one_version() -> None:
    rows, master = FakeKeyRows(), a_master()
    for keys in (DataKeys(master, rows), DataKeys(master, rows)):
        keys.ensure("chenghua")
        keys.ensure("chenghua")
    assert [row.version for row in rows.rows] == [1]


def test_two_processes_that_start_together_use_the_same_key() -> None:
    rows, master = FakeKeyRows(), a_master()
    one, other = DataKeys(master, rows), DataKeys(master, rows)
    rows.add(one._made("chenghua", 1))
    rows.add(other._made("chenghua", 1))
    assert one.current("chenghua").digest == other.current("chenghua").digest


def test_keys_are_asked_for_once() -> None:
    rows = FakeKeyRows()
    keys = DataKeys(a_master(), rows)
    keys.ensure("chenghua")
    keys.current("chenghua")
    asked = rows.asked
    for _ in range(3):
        keys.current("chenghua")
    assert rows.asked == asked


def test_a_turn_makes_a_new_version_and_keeps_the_old() -> None:
    keys = some_keys("chenghua")
    first = keys.current("chenghua")
    keys.make("chenghua", 2)
    assert keys.current("chenghua").version == 2
    assert keys.at("chenghua", 1).digest == first.digest
    assert [pair.version for pair in keys.all_of("chenghua")] == [1, 2]


def test_a_process_learns_of_a_turn_elsewhere_when_it_meets_the_new_version() -> None:
    rows, master = FakeKeyRows(), a_master()
    here, elsewhere = DataKeys(master, rows), DataKeys(master, rows)
    here.ensure("chenghua")
    here.current("chenghua")
    elsewhere.make("chenghua", 2)
    assert here.current("chenghua").version == 1
    assert here.at("chenghua", 2).version == 2
    assert here.current("chenghua").version == 2


def test_a_version_that_never_was_opens_nothing() -> None:
    with pytest.raises(SealBroken):
        some_keys("chenghua").at("chenghua", 7)


def test_keys_moved_to_another_district_do_not_open() -> None:
    rows, master = FakeKeyRows(), a_master()
    DataKeys(master, rows).ensure("chenghua")
    rows.add(replace(rows.rows[0], district="wuhou"))
    with pytest.raises(SealBroken):
        DataKeys(master, rows).current("wuhou")


def test_nothing_secret_shows_when_keys_are_printed() -> None:
    keys = some_keys("chenghua")
    pair = keys.current("chenghua")
    assert pair.digest.hex() not in repr(pair)
    assert repr(pair.digest) not in repr(pair) + repr(keys) + str(vars(keys))


def test_no_two_places_look_alike() -> None:
    assert len({bound_to("ab", "c"), bound_to("a", "bc"), bound_to("abc"), bound_to("abc", "")}) == 4
