"""Whatever happens in whatever order: nothing lost, nothing doubled, what is left stays in order.

Answers defect 13: what a channel leaves unacknowledged is delivered again.
"""

from typing import Any
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from kombu import Connection

from services.chassis.bus import embedded
from tests.chassis.bus.desk import publish

CHANNELS = st.integers(0, 2)
PREFETCH = 3


class AnyOrder(RuleBasedStateMachine):
    """One queue, three channels that each may consume; the model is the list of what was not acked."""

    def __init__(self) -> None:
        super().__init__()
        embedded.install()
        self.uri = f"embedded://{uuid4().hex}"
        self.connection: Any = Connection(self.uri)
        self.publisher = self.connection.channel()
        self.publisher.queue_declare(queue="work", auto_delete=False)
        self.published = 0
        self.unacked: set[int] = set()
        self.settled: list[str] = []
        embedded.broker_at(self.uri).on_settled(self.settled.append)
        self.lines: list[Any] = [None] * 3
        self.in_hand: list[list[Any]] = [[], [], []]

    @rule(number=st.integers(1, 5))
    def speak(self, number: int) -> None:
        for _ in range(number):
            publish(self.publisher, "work", self.published, message_id=str(self.published))
            self.unacked.add(self.published)
            self.published += 1

    @rule(which=CHANNELS)
    def consume(self, which: int) -> None:
        if self.lines[which] is None:
            self.lines[which] = Connection(self.uri)
            channel = self.lines[which].default_channel
            channel.basic_qos(0, PREFETCH, False)
            channel.basic_consume(queue="work", consumer_tag="c", callback=self.in_hand[which].append)

    @rule(which=CHANNELS)
    def drain(self, which: int) -> None:
        try:
            while self.lines[which]:
                self.lines[which].drain_events(timeout=0)
        except TimeoutError:
            pass

    @rule(which=CHANNELS, place=st.integers(0, PREFETCH))
    def ack(self, which: int, place: int) -> None:
        if place < len(self.in_hand[which]):
            message = self.in_hand[which].pop(place)
            message.channel.basic_ack(message.delivery_tag)
            self.unacked.remove(int(message.body))

    @rule(which=CHANNELS, place=st.integers(0, PREFETCH))
    def hand_back(self, which: int, place: int) -> None:
        if place < len(self.in_hand[which]):
            message = self.in_hand[which].pop(place)
            message.channel.basic_reject(message.delivery_tag, requeue=True)

    @rule(which=CHANNELS)
    def cancel(self, which: int) -> None:
        if self.lines[which]:
            self.lines[which].default_channel.basic_cancel("c")

    @rule(which=CHANNELS)
    def leave(self, which: int) -> None:
        if self.lines[which]:
            self.lines[which].release()
            self.lines[which] = None
            self.in_hand[which].clear()

    @invariant()
    def nobody_has_more_than_the_prefetch(self) -> None:
        assert all(len(held) <= PREFETCH for held in self.in_hand)

    @invariant()
    def no_message_is_in_two_hands(self) -> None:
        held = [int(message.body) for hand in self.in_hand for message in hand]
        assert len(held) == len(set(held))
        assert set(held) <= self.unacked

    @invariant()
    def what_was_acked_and_only_that_is_settled(self) -> None:
        assert sorted(map(int, self.settled)) == sorted(set(range(self.published)) - self.unacked)

    def teardown(self) -> None:
        for which in range(3):
            self.leave(which)
        left = []
        while (message := self.publisher.basic_get("work", no_ack=True)) is not None:
            left.append(int(message.body))
        assert left == sorted(self.unacked)
        self.connection.release()


AnyOrder.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestAnyOrder = AnyOrder.TestCase
