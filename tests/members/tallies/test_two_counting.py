"""Two who count the same areas at the same time, each in an order of their own, wait for each other once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from services.members.tallies.domain.tally import ONE_RESIDENT
from tests.members.builders import id_of
from tests.members.house import House
from tests.members.tallies.counting import differences

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
