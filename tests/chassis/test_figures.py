"""What troubles a service, on both sides of each bound."""

from dataclasses import replace
from typing import Any

import pytest

from services.chassis.figures import (
    JOB_LATE,
    LATE,
    NOT_LOOKED_YET,
    QUEUE_LATE,
    PoolFigure,
    QueueFigure,
    troubles,
)
from services.chassis.storage.holdings import Holdings, Lot

EVENTS, LETTERS = "events.grids.hear", "linli.dead-letters"


def held(**lots: Any) -> dict[str, Any]:
    return {"holdings": Holdings(**lots)}


def queues(*figures: QueueFigure) -> dict[str, Any]:
    return {"queues": figures}


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ({}, []),
        ({"has_database": False}, ["database_away"]),
        ({"queues": None}, ["broker_away"]),
        (held(outbox=Lot(1, LATE)), []),
        (held(outbox=Lot(1, LATE + 1)), ["outbox_late"]),
        (held(parked=Lot(9, 9999.0)), []),
        (held(dead=Lot(1, 0.0)), ["events_dead"]),
        (held(jobs_waiting=Lot(1, JOB_LATE)), []),
        (held(jobs_waiting=Lot(1, JOB_LATE + 1)), ["jobs_late"]),
        (held(jobs_running=Lot(1, JOB_LATE + 1)), []),
        ({"unsealed_seconds": LATE}, []),
        ({"unsealed_seconds": LATE + 1}, ["audit_late"]),
        ({"spool_seconds": LATE + 1}, ["audit_late"]),
        ({"pools": (PoolFigure("app", 8, 8, 0),)}, []),
        ({"pools": (PoolFigure("app", 8, 8, 1),)}, ["pool_exhausted"]),
        (queues(QueueFigure(EVENTS, 1, 1, QUEUE_LATE)), []),
        (queues(QueueFigure(EVENTS, 1, 1, QUEUE_LATE + 1)), ["queue_late"]),
        (queues(QueueFigure(EVENTS, 0, 0, 0.0)), []),
        (queues(QueueFigure("rpc.grids", 1, 0, 0.0)), ["queue_unheard"]),
        (queues(QueueFigure(LETTERS, 0, 0, 0.0)), []),
        (queues(QueueFigure(LETTERS, 1, 0, QUEUE_LATE + 1)), ["dead_letters"]),
    ],
)
def test_this_is_a_trouble_and_that_is_none(seen: dict[str, Any], told: list[str]) -> None:
    assert troubles(replace(NOT_LOOKED_YET, **seen)) == told
