"""What the relay has published and the broker has not yet answered for."""

import time
from collections.abc import Callable
from itertools import takewhile


class InFlight:
    """By confirm tag on RabbitMQ, by event id on both brokers; `wake` is called when one is settled."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._tags: dict[int, str] = {}
        self._last_tag = 0
        self._sent: dict[str, tuple[int, float, int]] = {}
        self._settled: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._sent)

    def sent(self, event_id: str, seq: int) -> None:
        """Just before its publish: the embedded broker may settle it within."""
        self._last_tag += 1
        self._tags[self._last_tag] = event_id
        self._sent[event_id] = (seq, time.monotonic(), self._last_tag)

    def oldest(self) -> float:
        """Seconds that the first of them has waited."""
        _, at, _ = next(iter(self._sent.values()), (0, time.monotonic(), 0))
        return time.monotonic() - at

    def on_confirm(self, tag: int, multiple: bool) -> None:
        for event_id in self._pop(tag, multiple):
            self.on_settled(event_id)

    def on_refusal(self, tag: int, multiple: bool) -> None:
        """The broker could not keep it: its claim runs out and it is published again."""
        for event_id in self._pop(tag, multiple):
            self._sent.pop(event_id, None)

    def on_settled(self, event_id: str) -> None:
        """Events of other relays at the same embedded broker are not ours."""
        seq, _, tag = self._sent.pop(event_id, (None, 0.0, 0))
        if seq is not None:
            self._tags.pop(tag, None)  # the embedded broker confirms no tags
            self._settled[event_id] = seq
            self._wake()

    def returned(self, event_id: str) -> None:
        """No queue took it, whatever else the broker says of it: it is not settled."""
        self._sent.pop(event_id, None)
        self._settled.pop(event_id, None)

    def take_settled(self) -> dict[str, int]:
        """Ids and places in the outbox, for `give_back` should they not be marked."""
        taken, self._settled = self._settled, {}
        return taken

    def give_back(self, settled: dict[str, int]) -> None:
        self._settled = settled | self._settled

    def forget(self) -> list[int]:
        """A new channel counts its tags anew; the places of those that nobody will answer for."""
        lost, self._sent, self._tags, self._last_tag = [seq for seq, _, _ in self._sent.values()], {}, {}, 0
        return lost

    def _pop(self, tag: int, multiple: bool) -> list[str]:
        tags = list(takewhile(lambda known: known <= tag, self._tags)) if multiple else [tag]
        return [self._tags.pop(known) for known in tags if known in self._tags]
