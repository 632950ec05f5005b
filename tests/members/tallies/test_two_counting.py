"""Two who count the same areas at the same time, each in an order of their own, wait for each other once."""

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

import pytest

from services.members.tallies.domain.tally import ONE_RESIDENT
from services.members.tallies.store.recounts import SqlRecounts
from tests.members.builders import id_of
from tests.members.house import House
from tests.members.tallies.counting import counts, differences
from tests.members.tallies.test_tallies import moved, settled

__all__ = ["settled"]

AREAS = ("lane", "court", "yard", "near", "far")
TIMES = 20


def test_opposite_orders_end_with_every_count(house: House):
    if not house.database.is_postgresql:
        return  # one writes at a time
    together = Barrier(2)

    def add(order: tuple[str, ...]) -> None:
        for _ in range(TIMES):
            together.wait(10)
            with house.begun() as tx:
                tx.tallies.add({id_of(area): ONE_RESIDENT for area in order})

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, (AREAS, AREAS[::-1])))

    counted = house.ask("count_people", area_id=id_of("county"))
    assert counted["residents"] == 2 * TIMES * len(AREAS)
    assert differences(house) == len(AREAS)  # nobody lives there: they were made up


def test_what_moves_during_a_recount_stays_where_it_went(settled: House, monkeypatch: pytest.MonkeyPatch):
    if not settled.database.is_postgresql:
        return  # a recount there sees one moment
    moved(settled, 1, "1/8/", "1/9/")  # what holds the tree is made with its first news
    counted, moving = SqlRecounts._counts, list[Future[None]]()

    def while_it_moves(self: SqlRecounts, *page: Any) -> Collection[Any]:
        if not moving:
            moving.append(pool.submit(moved, settled, 2, "1/2/3/7/", "1/5/6/7/"))
            wait(moving, 0.5)
        return counted(self, *page)

    monkeypatch.setattr(SqlRecounts, "_counts", while_it_moves)
    with ThreadPoolExecutor(1) as pool:
        assert differences(settled) == 0
        moving[0].result(10)
    there = {area: counts(settled, area) for area in ("lane", "yard", "far", "county")}
    assert there == {"lane": (3, 9), "yard": (2, 2), "far": (2, 2), "county": (5, 11)}
    assert differences(settled) == 0
