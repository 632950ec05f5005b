"""What a call leaves beside its effect: events, an audit row, an inbox row, or nothing (D1, D12)."""

import pytest
from sqlalchemy import insert, select, text, update

from services.chassis.storage.call import Call, InboxClaim
from services.chassis.storage.database import Database
from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.tables import audit, outbox
from services.chassis.storage.transaction import Transaction
from tests.chassis.storage.builders import (
    HERE,
    LI_NA,
    NOTHING,
    NOW,
    GardenPlanted,
    a_call,
    a_garden,
    a_reading,
    gardens_of,
    kept,
    lay_ground,
    plant,
    reading,
)
from tests.chassis.storage.shop.tables import gardens


@pytest.fixture
def ground(database: Database) -> Database:
    lay_ground(database)
    return database


def test_the_event_goes_out_as_a_cloud_event(ground):
    call = a_call(ground)
    _plant_and_tell(call)
    call.commit(b"{}")

    with ground.look() as look:
        row = look.one(select(outbox))

    assert row is not None
    assert (row["district"], row["type"], row["subject"], row["version"]) == (
        HERE,
        "linli.shop.GardenPlanted.v1",
        "garden-1",
        3,
    )


def test_an_event_that_nobody_hears_is_marked_as_it_is_written(ground):
    ground.heard = {"linli.shop.GardenCleared.v1"}
    call = a_call(ground)
    _plant_and_tell(call)
    call.commit(b"{}")

    with ground.look() as look:
        assert look.one(select(outbox.c.unheard)) == {"unheard": True}
    assert not call.has_recorded


@pytest.mark.parametrize("heard", [None, {"linli.shop.GardenPlanted.v1"}], ids=["all", "this one"])
def test_an_event_that_somebody_hears_waits_for_the_relay(ground, heard):
    ground.heard = heard
    call = a_call(ground)
    _plant_and_tell(call)
    call.commit(b"{}")

    with ground.look() as look:
        assert look.one(select(outbox.c.unheard)) == {"unheard": False}
    assert call.has_recorded


def test_the_audit_row_says_who_did_what_to_what(ground):
    call = a_call(ground)
    _plant_and_tell(call)
    call.commit(b"{}")

    with ground.look() as look:
        row = look.one(select(audit))

    assert row is not None
    row.pop("id")
    assert row == {
        "district": HERE,
        "at": NOW,
        "kind": "write",
        "principal": "person:li-na",
        "action": "plant_garden",
        "permission": "gardens.plant",
        "request_id": "request-1",
        "ids": '["garden-1"]',
        "reason": None,
        "times": 1,
        "block": None,
    }


def test_a_write_that_found_nothing_to_do_is_audited_too(ground):
    call = a_call(ground)

    call.commit(b"{}")

    assert kept(ground) == NOTHING | {"audit": 1}


def test_a_timer_s_tick_that_found_nothing_to_do_leaves_no_trace(ground):
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        tx.rows.all(select(gardens).where(tx.rows.of(gardens)))

    call.commit()

    assert kept(ground) == NOTHING


@pytest.mark.parametrize(
    "change",
    [
        text("UPDATE gardens SET beds = 9 WHERE district = :district").bindparams(district=HERE),
        update(gardens).where(gardens.c.district == HERE).values(beds=9),
        Prepared(update(gardens).where(here(gardens)).values(beds=9)),
    ],
    ids=["text", "statement", "prepared"],
)
def test_a_timer_s_tick_that_changed_something_is_kept(ground, change):
    plant(ground, a_garden())
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        tx.rows.write(change)

    call.commit()

    with reading(ground) as tx:
        assert tx.rows.one(select(gardens.c.beds).where(tx.rows.of(gardens))) == {"beds": 9}
    assert kept(ground)["audit"] == 2


def test_a_change_that_a_select_is_made_from_is_kept(ground):
    if not ground.is_postgresql:
        return  # SQLite has no such statement
    plant(ground, a_garden())
    changed = update(gardens).where(gardens.c.district == HERE).values(beds=9).returning(gardens.c.id)
    call = a_call(ground)
    with call.begin(LI_NA) as tx:
        assert tx.rows.all(select(changed.cte("changed").c.id)) == [{"id": "garden-1"}]

    call.commit()

    assert kept(ground)["audit"] == 2


def test_an_event_that_changed_nothing_is_kept_as_heard(ground):
    call = a_call(ground, inbox=InboxClaim("water", "e-1"))

    call.commit()

    assert kept(ground)["inbox"] == 1


def test_a_reading_cannot_write(ground):
    call = a_reading(ground)

    with pytest.raises(Exception, match=r"read.?only"), call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
    call.rollback()

    assert gardens_of(ground) == []


def test_a_reading_leaves_no_trace_in_the_database(ground):
    plant(ground, a_garden())
    before = kept(ground)
    call = a_reading(ground)
    with call.begin(LI_NA) as tx:
        assert tx.rows.one(select(gardens.c.id).where(tx.rows.of(gardens))) == {"id": "garden-1"}

    call.commit(None)

    assert kept(ground) == before


def _plant_and_tell(call: Call[Transaction]) -> None:
    with call.begin(LI_NA) as tx:
        tx.rows.execute(insert(gardens).values(a_garden()))
        tx.record(GardenPlanted("garden-1", 4, version=3))
