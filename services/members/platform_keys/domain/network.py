"""Addresses that a key may come from, each network in its one spelling."""

from collections.abc import Iterable
from ipaddress import IPv6Network, ip_address, ip_network

from services.members.platform_keys.domain.errors import NetworkInvalid


def networks_of(given: Iterable[str]) -> tuple[str, ...]:
    """Each once; one address is a network of one. Raises NetworkInvalid."""
    return tuple(dict.fromkeys(_spelt(each) for each in given))


def is_in(networks: Iterable[str], address: str) -> bool:
    """What is no address is in none."""
    try:
        return any(ip_address(address) in ip_network(each) for each in networks)
    except ValueError:
        return False


def _spelt(given: str) -> str:
    """An IPv4 address is looked at as such, so a network of mapped ones would hold nobody."""
    try:
        network = ip_network(given)
    except ValueError:
        raise NetworkInvalid(network=given) from None
    if "%" in given or (isinstance(network, IPv6Network) and network.network_address.ipv4_mapped):
        raise NetworkInvalid(network=given)
    return str(network)
