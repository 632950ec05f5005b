"""A platform key as the gateway holds it for minutes: what goes on to services, and what is checked here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

from gateway.errors import AddressNotAllowed
from gateway.rates.rate import Limit
from services.chassis.proxies import Address, Network

MARGIN = timedelta(seconds=5)
"""A token goes on to services: it is not used up to its last moment."""
LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class OpenedKey:
    """No `networks`: from anywhere. `limits` are the key's own rates, by load."""

    token: str = field(repr=False)
    until: datetime
    networks: tuple[Network, ...]
    limits: Mapping[str, Limit]

    @classmethod
    def of(cls, answer: Mapping[str, Any], limits: Mapping[str, Limit]) -> "OpenedKey":
        until = datetime.fromisoformat(answer["until"])
        networks = tuple(ip_network(each) for each in answer["networks"])
        return cls(answer["token"], until, networks, limits)

    def holds_at(self, now: datetime) -> bool:
        return now < self.until - MARGIN

    def over(self) -> "OpenedKey":
        return replace(self, token="", until=LONG_AGO)  # nosec B106  # none

    def must_let_in(self, address: Address | None) -> None:
        """Raises AddressNotAllowed."""
        if not self.networks:
            return
        if address is None or not any(address in network for network in self.networks):
            raise AddressNotAllowed
