"""T7: one key, one command, one effect, one answer, however often and at whatever moment it is sent."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from services.chassis.ids import new_id
from tests.faults.asking import Asker
from tests.faults.ground_lives import MICRO_GRIDS
from tests.faults.kills import kill
from tests.faults.ledger import End, Ledger, Order, Told
from tests.faults.lives import FOLLOWING
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial

AT_ONCE = 50
MIDDLE = (0.005, 0.15)
"""Seconds from the first of the requests to the kill."""


def fifty_at_once(scene: Scene, cases: int, seed: int = 1) -> Outcome:
    """Every order of a case is sent fifty times at once, and its key once more with another command."""
    trial = Trial(scene, seed)
    crowd = Crowd(scene, trial.ledger)
    for number in range(cases):
        told = crowd.send(registering(number))
        while told.answer["state"] in FOLLOWING:
            crowd.reuse_key(told.order)
            told = crowd.send(following(told))
    crowd.close()
    return replace(trial.outcome(), commands=crowd.sent)


def killed_in_the_middle(scene: Scene, cases: int, seed: int = 1) -> Outcome:
    """The same while the service that carries the order out is killed: who retries gets the one answer."""
    trial = Trial(scene, seed)
    crowd = Crowd(scene, trial.ledger)
    name = "up" if scene.house.profile == "embedded" else "grids"

    def kill_soon() -> None:
        time.sleep(trial.random.uniform(*MIDDLE))
        kill(scene, name)

    for number in range(cases):
        told = crowd.send(registering(number), kill_soon)
        crowd.send(following(told), kill_soon)
    crowd.close()
    return replace(trial.outcome(), commands=crowd.sent)


class Crowd:
    """One caller many times over; every order that was sent is counted."""

    def __init__(self, scene: Scene, ledger: Ledger) -> None:
        self.sent = 0
        self._ledger = ledger
        self._asker = Asker(scene.house.client(), ledger)
        self._pool = ThreadPoolExecutor(AT_ONCE)

    def send(self, order: Order, meanwhile: Callable[[], None] = lambda: None) -> Told:
        """The one answer; any other beside it is a contradiction."""
        sending = [self._pool.submit(self._asker.until_known, order) for _ in range(AT_ONCE)]
        meanwhile()
        first, *others = [sent.result() for sent in sending]
        self.sent += AT_ONCE
        assert first.end is End.OK, first
        self._ledger.note(first)
        for other in others:
            if (other.status, other.answer, other.tag) != (first.status, first.answer, first.tag):
                self._ledger.contradict(other)
        return first

    def reuse_key(self, order: Order) -> None:
        """Another command under the key of an order that was carried out."""
        text = {name: "四单元楼道灯不亮" for name in ("text", "feedback") if name in order.body}
        match = order.match and f'"9{order.match[1:]}'
        told = self._asker.until_known(replace(order, body=order.body | text, match=match))
        self.sent += 1
        assert (told.status, told.code) == (422, "IdempotencyKeyReused"), told

    def close(self) -> None:
        self._pool.shutdown()
        self._asker.client.close()


def registering(number: int) -> Order:
    raiser, area = new_id(), MICRO_GRIDS[number % len(MICRO_GRIDS)]
    body = {"area_id": area, "text": "三单元楼道灯不亮", "raiser_id": raiser}
    return Order(raiser, "register", "/v1/cases", body)


def following(told: Told) -> Order:
    step, body = FOLLOWING[told.answer["state"]]
    path = f"/v1/cases/{told.answer['id']}/{step}"
    return Order(told.order.about, step, path, body, told.tag)
