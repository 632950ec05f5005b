"""What the gateway needs of the bus."""

from typing import Any, Protocol


class Reply(Protocol):
    """An answer, a refusal, or neither when something broke."""

    @property
    def answer(self) -> dict[str, Any] | None: ...
    @property
    def refused(self) -> dict[str, Any] | None: ...


class RpcClient(Protocol):
    """services.chassis.bus.client.RpcClient."""

    def call(
        self,
        service: str,
        method: str,
        body: dict[str, Any],
        *,
        token: str,
        request_id: str,
        language: str,
        deadline: float,
        key: str | None,
        accepted_at: float | None,
    ) -> Reply:
        """`deadline` in seconds from now. Raises ServiceUnavailable or DeadlinePassed."""


class CellClient(RpcClient, Protocol):
    @property
    def down_for(self) -> float:
        """Seconds for which its broker has been away; 0 while it is there."""
