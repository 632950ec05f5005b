"""Plain Nameko runs on it: RPC, events, unknown services, and a clean stop.

Answers defect 7; the other tests hold the embedded broker to what plain Nameko needs.
"""

from collections.abc import Iterator
from typing import Any

import eventlet
import kombu.pools
import pytest
from nameko.containers import ServiceContainer
from nameko.events import EventDispatcher, event_handler
from nameko.exceptions import RemoteError, UnknownService
from nameko.rpc import RpcProxy, rpc
from nameko.standalone.rpc import ClusterRpcProxy

from tests.chassis.bus.desk import Desk, eventually

heard: list[str] = []


class Claims:
    name = "claims"
    dispatch = EventDispatcher()

    @rpc
    def approve(self, claim_id: str) -> str:
        if not claim_id:
            raise ValueError("no claim")
        self.dispatch("approved", claim_id)
        return f"approved {claim_id}"


class Desks:
    name = "desks"
    claims = RpcProxy("claims")

    @rpc
    def approve(self, claim_id: str) -> str:
        return str(self.claims.approve(claim_id))

    @event_handler("claims", "approved")
    def hear(self, claim_id: str) -> None:
        heard.append(claim_id)


@pytest.fixture
def config(plain_desk: Desk) -> Iterator[dict[str, Any]]:
    heard.clear()
    config = {"AMQP_URI": plain_desk.uri, "max_workers": 5, "rpc_exchange": plain_desk.name("rpc")}
    containers = [ServiceContainer(service, config) for service in (Claims, Desks)]
    for container in containers:
        container.start()
    yield config
    for stopping in [eventlet.spawn(container.stop) for container in containers]:
        stopping.wait()
    kombu.pools.reset()


def test_a_call_through_two_services_and_an_event_on_the_way(config: dict[str, Any]):
    with ClusterRpcProxy(config) as services:
        assert services.desks.approve("c-1") == "approved c-1"
        with pytest.raises(RemoteError):
            services.desks.approve("")
    assert eventually(lambda: heard == ["c-1"])


def test_many_calls_at_once(config: dict[str, Any]):
    def call(number: int) -> str:
        with ClusterRpcProxy(config) as services:
            return str(services.desks.approve(f"c-{number}"))

    calls = [eventlet.spawn(call, number) for number in range(10)]

    assert [call.wait() for call in calls] == [f"approved c-{number}" for number in range(10)]
    assert eventually(lambda: sorted(heard) == sorted(f"c-{number}" for number in range(10)))


def test_a_service_nobody_knows_is_told_at_once(config: dict[str, Any]):
    """Answers defect 7: Nameko learns of the missing route from the broker's return."""
    with ClusterRpcProxy(config) as services, pytest.raises(UnknownService):
        services.nobody.ask()
