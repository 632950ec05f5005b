"""Is the broker there? Asked by commands, without a hub and without patching (D21)."""

from kombu import Connection

from services.chassis.settings import BrokerSettings


def broker_version(broker: BrokerSettings, within: float = 3.0) -> str:
    """Its name and version, with the settings' own user; raises what the connection raises."""
    if not broker.uri.startswith("amqp"):
        return "embedded, in the process that runs"
    with Connection(broker.uri, connect_timeout=within) as connection:
        connection.connect()
        properties = connection.connection.server_properties
        return f"{properties['product']} {properties['version']}"


def broker_channels(broker: BrokerSettings, within: float = 3.0) -> int:
    """How many channels it lets a connection have; raises what the connection raises."""
    with Connection(broker.uri, connect_timeout=within) as connection:
        connection.connect()
        return int(connection.connection.channel_max)
