"""How many requests may wait for the services at once: one more is refused at once, not queued."""

from typing import Any

from gateway.errors import GatewayBusy
from gateway.rpc import Reply, RpcClient


class InFlight:
    """A client that asks at most `most` times at once; bodies that come slowly are not counted, they hold
    a connection and nothing else."""

    def __init__(self, client: RpcClient, most: int) -> None:
        self._client, self._most = client, most
        self._now = 0

    def call(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
        """Raises GatewayBusy, ServiceUnavailable or DeadlinePassed."""
        if self._now >= self._most:
            raise GatewayBusy
        self._now += 1
        try:
            return self._client.call(service, method, body, **context)
        finally:
            self._now -= 1
