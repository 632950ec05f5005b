"""Whose address a request came from: the peer's, unless the peer is a proxy that settings trust."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

KEPT = 1024
ONE_CLIENT = 64
"""Bits of an IPv6 address that one client has: the rest it chooses itself."""


class NotANetwork(ValueError):
    """Not `10.0.0.0/8`, `fd00::/8` or one address."""


@dataclass(frozen=True)
class Proxies:
    """Nobody is trusted when no network is named: whatever is forwarded then changes nothing."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Proxies":
        """Networks between spaces. Raises NotANetwork, also for a network with bits of a host."""
        try:
            return cls(tuple(ip_network(word) for word in text.split()))
        except ValueError:
            raise NotANetwork(text) from None

    def trusts(self, peer: str) -> bool:
        address = _address(peer)
        return address is not None and self._has(address)

    def client_of(self, peer: str, forwarded: str | None) -> str:
        """As clients are counted; see `address_of`."""
        address = self.address_of(peer, forwarded)
        return peer if address is None else _one_client(address)

    def address_of(self, peer: str, forwarded: str | None) -> Address | None:
        """Behind trusted proxies the last hop of X-Forwarded-For that is none of them; None for no address.

        Each proxy appends whom it heard, so what stands before that hop is anybody's word, and so is
        what stands before something that is no address.
        """
        address = _address(peer)
        if address is None:
            return None
        for hop in reversed(forwarded.split(",")) if forwarded and self.networks else ():
            if not self._has(address) or (before := _address(hop.strip(" \t"))) is None:
                break
            address = before
        return address

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def clients_of(proxies: Proxies) -> Callable[[str, str | None], str]:
    """`client_of`, kept for those who ask again."""
    return lru_cache(maxsize=KEPT)(proxies.client_of)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _one_client(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address, ONE_CLIENT), strict=False))
