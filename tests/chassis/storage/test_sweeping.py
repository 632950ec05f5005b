"""What is past its keeping goes a thousand rows to a transaction (D16)."""

from datetime import timedelta

from sqlalchemy import insert

from services.chassis.storage import idempotency
from services.chassis.storage.sweeping import AT_ONCE
from services.chassis.storage.tables import idempotency as answers
from tests.chassis.storage.builders import HERE, LI_NA, NOW


def test_a_sweep_takes_a_thousand_at_most_and_says_how_many(database):
    kept = {
        "district": HERE,
        "principal": LI_NA.name,
        "method": "plant",
        "hash": b"",
        "answer": b"",
        "at": NOW,
    }
    with database.work(HERE) as work:
        work.execute_many(insert(answers), [kept | {"key": str(place)} for place in range(AT_ONCE + 1)])

    swept = []
    for _ in range(3):
        with database.work() as work:
            swept.append(idempotency.sweep(work, NOW + timedelta(days=2)))

    assert swept == [AT_ONCE, 1, 0]
