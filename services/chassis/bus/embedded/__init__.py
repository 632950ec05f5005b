"""The broker inside the process, for the embedded profile: a kombu transport, `embedded://<name>`.

Connections of one process that use the same name meet at one broker. All of it belongs to the
greenlets of one thread: nothing here yields in the middle of a change, so nothing here locks.
Everything is gone with the process; what must outlive it is the relay's to publish again (D8).

It refuses what it has not: headers exchanges, exchanges bound to exchanges, a prefetch shared by
consumers, `immediate`, transactions, and queue arguments that `traits.ARGUMENTS` does not list.
"""

from kombu.transport import TRANSPORT_ALIASES
from kombu.utils.url import parse_url

from services.chassis.bus.embedded.broker import Broker, broker_named

__all__ = ["Broker", "broker_at", "install"]

SCHEME = "embedded"


def install() -> None:
    """Teach kombu, and with it Nameko, the scheme `embedded`."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}.transport:Transport"


def broker_at(uri: str) -> Broker:
    """The broker that connections to `uri` use; made when it is first named."""
    return broker_named(parse_url(uri)["hostname"])
