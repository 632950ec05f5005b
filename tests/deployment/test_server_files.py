"""The servers take the files that are meant for them."""

import json
import os
from pathlib import Path

import kombu
import psycopg2
import pytest

from deploy.linli.definitions import PASSWORD, VHOST, defined
from services.chassis.bus.topology import DEAD_LETTERS, Topology
from tests.architecture.source import ROOT
from tests.servers import PostgreSql, RabbitMq

pytestmark = pytest.mark.skipif(
    any(os.environ.get(name) for name in ("LINLI_TEST_AMQP_URI", "LINLI_TEST_DATABASE_URI")),
    reason="servers that are given are not started here",
)
TOPOLOGY = Topology.load()
QUEUES = {binding.queue for binding in TOPOLOGY.bindings} | {DEAD_LETTERS}


class BrokerAsShipped(RabbitMq):
    """With the file of deploy/rabbitmq beside its own lines, and definitions with a password of grids."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        definitions = folder / "definitions.json"
        definitions.write_text(json.dumps(defined(TOPOLOGY, {PASSWORD + "GRIDS": "of-grids"})))
        shipped = (ROOT / "deploy" / "rabbitmq" / "rabbitmq.conf").read_text()
        shipped = shipped.replace("/etc/rabbitmq/linli/definitions.json", str(definitions))
        own = (folder / "rabbitmq.conf").read_text().replace("disk_free_limit", "# disk_free_limit")
        (folder / "rabbitmq.conf").write_text(own + shipped)

    def queues(self) -> set[str]:
        return {*self.control("list_queues", "-p", VHOST, "--no-table-headers", "name").split()}

    def connected(self) -> int:
        with kombu.Connection(f"amqp://grids:of-grids@127.0.0.1:{self.port}/{VHOST}") as connection:
            connection.connect()
            return int(connection.connection.channel_max)


def test_a_broker_has_all_that_is_defined_from_its_first_start_on_and_starts_again(tmp_path: Path):
    broker = BrokerAsShipped(tmp_path / "broker")
    try:
        for _ in range(2):
            broker.start()
            assert broker.queues() == QUEUES
            assert broker.connected() == 128
            broker.stop()
    finally:
        broker.close()


def test_a_cluster_starts_with_the_shipped_file(tmp_path: Path):
    cluster = PostgreSql(tmp_path, config_file=str(ROOT / "deploy" / "postgresql" / "postgresql.conf"))
    try:
        cluster.start()
        connection = psycopg2.connect(cluster.dsn)
        with connection, connection.cursor() as cursor:
            cursor.execute("SHOW max_connections")
            assert cursor.fetchone() == ("400",)
        connection.close()
    finally:
        cluster.close()
