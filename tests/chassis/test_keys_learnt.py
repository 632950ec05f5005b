"""Keys that another process made or destroyed are known within a bound, and asked for seldom."""

import pytest

from services.chassis.errors import DatabaseUnavailable
from services.chassis.keys import ASKED_EVERY, LEARNT_WITHIN, DataKeys, SealBroken, WrappedKeys
from tests.chassis.key_builders import FakeKeyRows, a_master
from tests.chassis.two_pairs import Seconds

MOMENT = 0.001


class Rows(FakeKeyRows):
    """`during` runs while somebody asks; `is_away`: nobody answers."""

    is_away = False

    def during(self) -> None:
        pass

    def find(self, district: str) -> list[WrappedKeys]:
        found = super().find(district)
        if self.is_away:
            raise DatabaseUnavailable
        self.during()
        return found


class Here:
    """A process that knows the first keys of a district, and another one that renews them."""

    def __init__(self) -> None:
        self.clock, self.rows = Seconds(), Rows()
        master = a_master()
        self.keys = DataKeys(master, self.rows, self.clock)
        self.elsewhere = DataKeys(master, self.rows, Seconds())
        self.keys.ensure("chenghua")
        self.keys.current("chenghua")

    @property
    def version(self) -> int:
        return self.keys.current("chenghua").version


@pytest.fixture
def here() -> Here:
    return Here()


def test_a_new_version_seals_as_soon_as_keys_are_asked_for_again(here: Here):
    here.elsewhere.make("chenghua", 2)
    here.clock.pass_by(ASKED_EVERY - MOMENT)
    assert here.version == 1
    here.clock.pass_by(MOMENT)
    assert here.version == 2


def test_a_version_that_was_destroyed_opens_nothing_within_the_same_bound(here: Here):
    here.elsewhere.make("chenghua", 2)
    here.elsewhere.destroy_older("chenghua")
    assert here.keys.at("chenghua", 1).version == 1
    here.clock.pass_by(ASKED_EVERY)
    with pytest.raises(SealBroken):
        here.keys.at("chenghua", 1)
    assert here.keys.read("chenghua") == (2,)


def test_who_made_a_version_uses_it_at_once(here: Here):
    here.keys.make("chenghua", 2)
    assert here.version == 2


def test_a_version_is_made_once(here: Here):
    here.keys.make("chenghua", 2)
    first = here.keys.current("chenghua").digest
    here.elsewhere.make("chenghua", 2)
    assert here.keys.read("chenghua") == (1, 2)
    assert here.elsewhere.current("chenghua").digest == first


def test_while_one_asks_the_others_go_on_with_what_is_known(here: Here):
    here.elsewhere.make("chenghua", 2)
    here.clock.pass_by(ASKED_EVERY)
    asked = here.rows.asked
    seen: list[int] = []
    here.rows.during = lambda: seen.append(here.version)  # type: ignore[method-assign]
    assert here.version == 2
    assert seen == [1]
    assert here.rows.asked == asked + 1


def test_nobody_goes_on_for_longer_than_the_bound(here: Here):
    here.elsewhere.make("chenghua", 2)
    here.clock.pass_by(ASKED_EVERY)
    seen: list[int] = []

    def slow() -> None:
        if not seen:
            seen.append(0)
            here.clock.pass_by(LEARNT_WITHIN - ASKED_EVERY)
            seen[0] = here.version

    here.rows.during = slow  # type: ignore[method-assign]
    assert here.version == 2
    assert seen == [2]


def test_a_database_that_is_away_is_no_reason_to_stop_before_the_bound(here: Here):
    here.rows.is_away = True
    here.clock.pass_by(LEARNT_WITHIN - MOMENT)
    assert here.version == 1
    here.clock.pass_by(MOMENT)
    with pytest.raises(DatabaseUnavailable):
        here.keys.current("chenghua")
    here.rows.is_away = False
    assert here.version == 1
