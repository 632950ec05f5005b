"""A district that is closed keeps nothing more, whoever tries and however late; the others do not notice."""

from datetime import timedelta

import pytest

from services.chassis.errors import DistrictClosed
from services.chassis.storage.fence import FENCED, SHUT, MoveState
from services.chassis.storage.spool import Spool, waiting_of
from services.chassis.storage.sql import Sql
from tests.chassis.storage.builders import (
    ELSEWHERE,
    HERE,
    LI_NA,
    NOW,
    THERE,
    a_garden,
    gardens_of,
    kept,
    lay_ground,
    plant,
)
from tests.chassis.storage.test_job_turns import KIND, asked, begun, served
from tests.chassis.storage.test_set_aside import due, park
from tests.chassis.storage.test_spool import read

KEPT = {MoveState.CLOSING, MoveState.OPENING, MoveState.HERE}
WORKED_ON = {MoveState.OPENING, MoveState.HERE}
_PUT = Sql(
    """
    INSERT INTO moves (district, state, told, at) VALUES (?, ?, '', ?)
    ON CONFLICT (district) DO UPDATE SET state = excluded.state
    """
)


def put(database, state: MoveState, district: str = HERE) -> None:
    with database.work(district) as rows:
        rows.run(_PUT, district, state.value, NOW)


@pytest.fixture
def ground(database):
    lay_ground(database)
    lay_ground(database, THERE)
    return database


@pytest.mark.parametrize("state", sorted(set(MoveState) - KEPT))
def test_nothing_is_kept_in_a_district_that_is_fenced(ground, state):
    before = kept(ground)
    put(ground, state)

    with pytest.raises(DistrictClosed):
        plant(ground, a_garden())

    assert gardens_of(ground) == []
    assert kept(ground) == before
    plant(ground, a_garden(THERE), caller=ELSEWHERE)
    assert gardens_of(ground, THERE) == ["garden-1"]


@pytest.mark.parametrize("state", sorted(KEPT))
def test_what_is_in_hand_when_a_district_closes_may_still_be_kept(ground, state):
    put(ground, state)

    plant(ground, a_garden())

    assert gardens_of(ground) == ["garden-1"]


def test_a_district_that_is_open_again_keeps_what_comes(ground):
    put(ground, MoveState.CLOSED)
    put(ground, MoveState.HERE)

    plant(ground, a_garden())

    assert gardens_of(ground) == ["garden-1"]


def test_readings_of_before_are_still_loaded(ground, tmp_path):
    spool = Spool(tmp_path / "spool", "shop")
    read(ground, spool, "garden-1")
    assert waiting_of(tmp_path / "spool", "shop", HERE) == 1
    assert waiting_of(tmp_path / "spool", "shop", THERE) == 0
    put(ground, MoveState.CLOSED)

    assert spool.load(ground) == 1
    assert waiting_of(tmp_path / "spool", "shop", HERE) == 0
    assert kept(ground)["audit"] == 1


@pytest.mark.parametrize("state", sorted(set(MoveState) - WORKED_ON))
def test_no_job_of_a_closed_district_is_begun(database, state):
    asked(database, LI_NA, 1)
    asked(database, ELSEWHERE, 1)
    put(database, state)
    assert served(database, 1) == [THERE]
    with pytest.raises(AssertionError):
        begun(database, KIND)

    put(database, MoveState.HERE)
    assert served(database, 1) == [HERE]


@pytest.mark.parametrize("state", sorted(set(MoveState) - WORKED_ON))
def test_no_parked_event_of_a_closed_district_is_tried(database, state):
    park(database)
    put(database, state)
    assert due(database, NOW + timedelta(days=1)) == []

    put(database, MoveState.HERE)
    assert [waiting.district for waiting in due(database, NOW + timedelta(days=1))] == [HERE]


def test_a_process_that_has_looked_knows_and_asks_again_before_it_refuses(database):
    put(database, MoveState.CLOSING)
    assert not database.closed.has(HERE)

    database.closed.look()
    assert database.closed.has(HERE)
    assert not database.closed.has(THERE)

    put(database, MoveState.OPENING)
    assert not database.closed.has(HERE)


def test_the_words_of_the_database_are_those_of_the_states():
    shut, fenced = (set(MoveState) - states for states in (WORKED_ON, KEPT))
    for words, states in ((SHUT, shut), (FENCED, fenced)):
        assert words == f"state IN ({', '.join(repr(state.value) for state in MoveState if state in states)})"
