"""Exchanges: which queues a message goes to."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.chassis.bus.embedded.queues import Queue

ROUTES_KEPT = 1000


class Exchange:
    """Bindings in the order they were made; routes are remembered until a binding changes."""

    kind = ""

    def __init__(self, name: str, durable: bool, auto_delete: bool) -> None:
        self.name = name
        self.durable = durable
        self.auto_delete = auto_delete
        self._bindings: dict[str, dict[Queue, None]] = {}
        self._routes: dict[str, tuple[Queue, ...]] = {}

    @property
    def traits(self) -> tuple[str, bool, bool]:
        return self.kind, self.durable, self.auto_delete

    @property
    def is_bound(self) -> bool:
        return bool(self._bindings)

    def bind(self, queue: "Queue", key: str) -> None:
        self._bindings.setdefault(key, {})[queue] = None
        self._routes.clear()

    def unbind(self, queue: "Queue", key: str) -> None:
        queues = self._bindings.get(key, {})
        queues.pop(queue, None)
        if not queues:
            self._bindings.pop(key, None)
        self._routes.clear()

    def forget(self, queue: "Queue") -> None:
        for key in [key for key, queues in self._bindings.items() if queue in queues]:
            self.unbind(queue, key)

    def route(self, key: str) -> tuple["Queue", ...]:
        """Each queue once, however many of its bindings match."""
        if key not in self._routes:
            if len(self._routes) >= ROUTES_KEPT:
                self._routes.clear()
            self._routes[key] = tuple(dict.fromkeys(chain.from_iterable(self._bound_by(key))))
        return self._routes[key]

    def _bound_by(self, key: str) -> Iterable[Iterable["Queue"]]:
        return (queues for binding, queues in self._bindings.items() if self.matches(binding, key))

    def matches(self, binding: str, key: str) -> bool:
        raise NotImplementedError


class Direct(Exchange):
    kind = "direct"

    def matches(self, binding: str, key: str) -> bool:
        return binding == key


class Fanout(Exchange):
    kind = "fanout"

    def matches(self, binding: str, key: str) -> bool:
        return True


class Topic(Exchange):
    kind = "topic"

    def matches(self, binding: str, key: str) -> bool:
        return words_match(_words(binding), _words(key))


def _words(key: str) -> list[str]:
    return key.split(".") if key else []


def words_match(pattern: list[str], words: list[str]) -> bool:
    """`*` stands for one word, `#` for any number of them, none included."""
    if not pattern:
        return not words
    first, rest = pattern[0], pattern[1:]
    if first == "#":
        return any(words_match(rest, words[start:]) for start in range(len(words) + 1))
    return bool(words) and first in ("*", words[0]) and words_match(rest, words[1:])


KINDS: dict[str, type[Exchange]] = {kind.kind: kind for kind in (Direct, Fanout, Topic)}
