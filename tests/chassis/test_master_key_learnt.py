"""A process that runs while the master key is changed wraps by the new one, and opens what that wraps."""

from pathlib import Path

import pytest

from services.chassis.master_key import FORMER, MASTER, MasterKey, SealBroken

SECRET, PLACE = b"k" * 32, ("data_key", "d7k2m9", "1")


@pytest.fixture
def running(tmp_path: Path) -> MasterKey:
    """As a process loaded it before anything was changed."""
    MasterKey.create(tmp_path / MASTER)
    return MasterKey.load(tmp_path / MASTER)


def change(folder: Path) -> MasterKey:
    """The new one alone."""
    (folder / MASTER).rename(folder / FORMER)
    MasterKey.create(folder / MASTER)
    return MasterKey.load_alone(folder / MASTER)


def test_what_is_wrapped_after_the_change_opens_when_the_former_key_is_gone(
    running: MasterKey, tmp_path: Path
):
    new = change(tmp_path)
    wrapped = running.wrap(SECRET, *PLACE)
    (tmp_path / FORMER).unlink()
    assert new.unwrap(wrapped, *PLACE) == SECRET


def test_what_was_wrapped_anew_opens_in_a_process_that_knew_the_former_key_alone(
    running: MasterKey, tmp_path: Path
):
    wrapped = change(tmp_path).wrap(SECRET, *PLACE)
    assert running.unwrap(wrapped, *PLACE) == SECRET


def test_what_the_former_key_wrapped_opens_for_as_long_as_that_is_there(running: MasterKey, tmp_path: Path):
    before = running.wrap(SECRET, *PLACE)
    change(tmp_path)
    running.wrap(SECRET, *PLACE)
    assert running.unwrap(before, *PLACE) == SECRET
    (tmp_path / FORMER).unlink()
    running.wrap(SECRET, *PLACE)
    with pytest.raises(SealBroken):
        running.unwrap(before, *PLACE)


def test_between_the_two_steps_of_a_change_what_is_known_holds(running: MasterKey, tmp_path: Path):
    (tmp_path / MASTER).rename(tmp_path / FORMER)
    assert running.unwrap(running.wrap(SECRET, *PLACE), *PLACE) == SECRET
