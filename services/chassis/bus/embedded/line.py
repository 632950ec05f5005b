"""The ground of a channel: its connection, and what becomes of a request that is refused."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from amqp.exceptions import ChannelError, RecoverableConnectionError
from kombu.transport.base import StdChannel

from services.chassis.bus.embedded.queues import Queue

if TYPE_CHECKING:
    from services.chassis.bus.embedded.connection import Connection

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
AnyLine = TypeVar("AnyLine", bound="Line")


class Line(StdChannel):
    """A refused request closes the channel; as with py-amqp it stands again at once, but bare:
    its consumers are gone, what it had unacked is back in the queues."""

    connection: "Connection | None"

    def __init__(self, connection: "Connection", channel_id: int) -> None:
        self.connection = connection
        self.channel_id = channel_id

    @property
    def is_open(self) -> bool:
        return self.connection is not None

    @property
    def held(self) -> "Connection":
        """The connection, while there is one."""
        if self.connection is None:
            raise RecoverableConnectionError("connection already closed")
        return self.connection

    def post(self, act: Callable[..., Any], *values: Any) -> None:
        """Let `act` happen when the connection is drained."""
        self.held.post(Notice(self, act, values))

    def queue(self, name: str) -> Queue:
        return self.held.broker.queue(name, asker=self.held)

    def bare(self) -> None:
        raise NotImplementedError


class Notice:
    """Anything that a channel is told but a delivery."""

    __slots__ = ("_act", "_line", "_values")

    def __init__(self, line: Line, act: Callable[..., Any], values: tuple[Any, ...]) -> None:
        self._line, self._act, self._values = line, act, values

    def happen(self) -> bool:
        if self._line.connection is None:
            return False
        self._act(*self._values)
        return True


def answered(
    method: Callable[Concatenate[AnyLine, Asked], Answer],
) -> Callable[Concatenate[AnyLine, Asked], Answer]:
    """AMQP waits for the broker's word on this request: a refusal is raised here."""

    @wraps(method)
    def ask(line: AnyLine, /, *args: Asked.args, **options: Asked.kwargs) -> Answer:
        _ = line.held
        try:
            return method(line, *args, **options)
        except ChannelError:
            line.bare()
            raise

    return ask


def unanswered(
    method: Callable[Concatenate[AnyLine, Asked], None],
) -> Callable[Concatenate[AnyLine, Asked], None]:
    """AMQP does not wait: a refusal is raised where the connection is drained."""

    @wraps(method)
    def tell(line: AnyLine, /, *args: Asked.args, **options: Asked.kwargs) -> None:
        _ = line.held
        try:
            method(line, *args, **options)
        except ChannelError as refusal:
            line.bare()
            line.post(_raise, refusal)

    return tell


def _raise(refusal: Exception) -> None:
    raise refusal
