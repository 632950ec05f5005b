"""What tests rely on before a process of theirs runs."""

from tests.processes import PORTS, free_port


def test_a_port_that_nobody_has_taken_yet_is_given_once():
    """A house is given its ports long before its processes take them."""
    given = [free_port() for _ in range(500)]
    assert len(set(given)) == len(given)


def test_no_connection_that_goes_out_takes_a_port_that_was_given():
    with open("/proc/sys/net/ipv4/ip_local_port_range") as said:
        first, _ = map(int, said.read().split())
    assert free_port() in PORTS
    assert PORTS[-1] < first
