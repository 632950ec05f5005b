"""The connections that are open, and how many of them each address holds."""

from collections import Counter
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar

from services.chassis.proxies import Proxies


class Held(Protocol):
    """`peer` is the address at the other end."""

    peer: str


C = TypeVar("C", bound=Held)


class OpenConnections(Generic[C]):
    """A trusted proxy may hold as many as there are: it speaks for many clients."""

    def __init__(self, most_of_one: int, proxies: Proxies) -> None:
        self._most_of_one, self._proxies = most_of_one, proxies
        self._open: set[C] = set()
        self._held: Counter[str] = Counter()

    def __iter__(self) -> Iterator[C]:
        return iter(list(self._open))

    def add(self, connection: C) -> bool:
        """Whether its address may hold it: one that it may not is open all the same, until it is told so."""
        self._open.add(connection)
        client = self._proxies.client_of(connection.peer, None)
        self._held[client] += 1
        return self._held[client] <= self._most_of_one or self._proxies.trusts(connection.peer)

    def discard(self, connection: C) -> None:
        if connection not in self._open:
            return
        self._open.discard(connection)
        client = self._proxies.client_of(connection.peer, None)
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
