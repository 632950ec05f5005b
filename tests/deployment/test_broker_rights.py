"""What the definitions let each user of the broker do, and what they do not."""

import json

import kombu
import pytest
from amqp.exceptions import AccessRefused, NotAllowed

from deploy.linli.definitions import MOST_CONNECTIONS, PASSWORD, SCALING, VHOST, defined
from deploy.linli.services import GATEWAY, SERVICES
from services.chassis.bus.calling_back import EXCHANGE as CALLED_BACK
from services.chassis.bus.topology import EXCHANGE, Topology
from tests.architecture.source import ROOT
from tests.deployment.image_house import ImageHouse, password_of
from tests.servers import RabbitMq

FILE = ROOT / "deploy" / "rabbitmq" / "definitions.json"
QUEUES = sorted({(binding.service, binding.queue) for binding in Topology.load().bindings})


@pytest.fixture
def channel(image_house: ImageHouse, rabbitmq: RabbitMq):
    """A channel of a user's."""
    opened = []

    def channel(user: str, vhost: str = VHOST):
        connection = kombu.Connection(
            f"amqp://{user}:{password_of(user)}@127.0.0.1:{rabbitmq.port}/{vhost}", connect_timeout=5
        )
        opened.append(connection)
        return connection.channel()

    yield channel
    for connection in opened:
        connection.release()


def publish(channel, exchange: str, routing_key: str) -> None:
    """Until the broker has said what it thinks of it."""
    message = channel.prepare_message(b"{}", properties={})
    channel.basic_publish_confirm(message, exchange=exchange, routing_key=routing_key)


def test_the_file_is_what_the_command_prints_without_a_password():
    assert json.loads(FILE.read_text()) == defined(Topology.load(), {})


def test_no_user_of_the_file_may_log_in():
    assert {user["password_hash"] for user in json.loads(FILE.read_text())["users"]} == {""}


def test_a_password_is_kept_as_a_salted_hash():
    hashes = set()
    for _ in range(2):
        users = defined(Topology.load(), {PASSWORD + "GRIDS": "secret"})["users"]
        hashes |= {user["password_hash"] for user in users if user["password_hash"]}
    assert len(hashes) == 2
    assert "secret" not in "".join(hashes)


@pytest.mark.parametrize(("service", "queue"), QUEUES)
def test_a_queue_is_read_by_its_own_service_alone(channel, service: str, queue: str):
    for user in {*SERVICES, GATEWAY} - {service}:
        with pytest.raises(AccessRefused):
            channel(user).basic_get(queue)


def test_calls_are_read_by_the_service_that_they_are_for(channel):
    with pytest.raises(AccessRefused):
        channel("notify").basic_consume("rpc.members")


def test_nobody_tells_the_events_of_another(channel):
    publish(channel("notify"), EXCHANGE, "linli.notify.NobodyHearsThis.v1")
    with pytest.raises(AccessRefused):
        publish(channel("notify"), EXCHANGE, "linli.grids.CaseClosed.v1")
    with pytest.raises(AccessRefused):
        publish(channel(GATEWAY), EXCHANGE, "linli.grids.CaseClosed.v1")


def test_only_members_calls_tokens_back(channel):
    publish(channel("members"), CALLED_BACK, "of nobody")
    for user in {*SERVICES, GATEWAY} - {"members"}:
        with pytest.raises(AccessRefused):
            publish(channel(user), CALLED_BACK, "")


def test_nothing_is_made_but_what_the_house_has(channel):
    for user in (*SERVICES, GATEWAY):
        with pytest.raises(AccessRefused):
            channel(user).queue_declare("of_somebody_else")
    with pytest.raises(AccessRefused):
        channel(GATEWAY).queue_declare("events.notify.areas", passive=False, durable=True)


def test_no_user_of_the_house_is_let_in_anywhere_else(channel):
    with pytest.raises((AccessRefused, NotAllowed)):
        channel("grids", vhost="/")


def test_who_scales_sees_lengths_and_may_do_nothing(channel, rabbitmq: RabbitMq):
    rabbitmq.control("change_password", SCALING, password_of(SCALING))
    assert channel(SCALING).queue_declare("rpc.grids", passive=True).consumer_count == 1
    with pytest.raises(AccessRefused):
        channel(SCALING).basic_get("events.notify.areas")
    with pytest.raises(AccessRefused):
        publish(channel(SCALING), "", "rpc.grids")


def test_the_house_may_have_so_many_connections(image_house: ImageHouse, rabbitmq: RabbitMq):
    said = rabbitmq.control("list_vhost_limits", "--vhost", VHOST)
    assert f'"max-connections":{MOST_CONNECTIONS}' in said.replace(" ", "")
