"""A connection: what arrives for its channels, and the greenlet that waits for it."""

import time
from collections import deque
from itertools import count
from typing import Any, Protocol

import eventlet
from amqp.exceptions import RecoverableConnectionError
from eventlet.event import Event

from services.chassis.bus.embedded.broker import Broker
from services.chassis.bus.embedded.channel import Channel

REST_AFTER = 50
"""Arrivals handled without a wait, after which other greenlets get their turn."""


class Arrival(Protocol):
    def happen(self) -> bool:
        """False when it was taken back before anyone looked."""


class Connection:
    """`client` is the kombu connection that this one was made for."""

    def __init__(self, broker: Broker, client: Any, confirm_publish: bool = False) -> None:
        self.broker = broker
        self.client = client
        self.confirm_publish = confirm_publish
        self.channels: dict[int, Channel] = {}
        self.connected = True
        self._numbers = count(1)
        self._arrivals: deque[Arrival] = deque()
        self._wake: Event | None = None
        self._without_rest = 0

    def channel(self) -> Channel:
        if not self.connected:
            raise RecoverableConnectionError("connection already closed")
        channel = Channel(self, next(self._numbers))
        self.channels[channel.channel_id] = channel
        return channel

    def post(self, arrival: Arrival) -> None:
        self._arrivals.append(arrival)
        self._wake_up()

    def drain_events(self, timeout: float | None = None) -> None:
        """Let one arrival happen; raises TimeoutError (socket.timeout) when none comes in time."""
        ends_at = None if timeout is None else time.monotonic() + timeout
        self._rest()
        while True:
            while self._arrivals:
                if self._arrivals.popleft().happen():
                    return
            if not self.connected:
                raise RecoverableConnectionError("connection already closed")
            self._wait(ends_at)

    def close(self) -> None:
        """Everything unacked goes back to its queue; whoever waits in drain_events is told."""
        self.connected = False
        for channel in list(self.channels.values()):
            channel.close()
        for queue in list(self.broker.queues.values()):
            if queue.traits.exclusive and queue.owner is self:
                self.broker.delete_queue(queue)
        self._arrivals.clear()
        self._wake_up()

    collect = close

    def _wait(self, ends_at: float | None) -> None:
        left = None if ends_at is None else ends_at - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError("timed out")
        self._without_rest = 0
        self._wake = self._wake or Event()
        self._wake.wait(timeout=left)

    def _wake_up(self) -> None:
        wake, self._wake = self._wake, None
        if wake is not None:
            wake.send()

    def _rest(self) -> None:
        self._without_rest += 1
        if self._without_rest > REST_AFTER:
            self._without_rest = 0
            eventlet.sleep(0)
