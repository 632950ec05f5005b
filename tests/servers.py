"""RabbitMQ, PostgreSQL and Redis for tests: private ones if installed, else those given by address."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgresql_server import GivenPostgreSql, PostgreSql
from tests.processes import NotOursToStop, ServerMissing
from tests.rabbitmq_server import GivenRabbitMq, RabbitMq
from tests.redis_server import GivenRedis, Redis

__all__ = [
    "NOT_DURABLE",
    "NotOursToStop",
    "PostgreSql",
    "RabbitMq",
    "Redis",
    "ServerMissing",
    "private_postgresql",
    "private_rabbitmq",
    "private_redis",
]

# What is lost in a crash is made anew: the tests wait for no disk.
NOT_DURABLE = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "shared_buffers": "256MB",
    "autovacuum": "off",
}


@contextmanager
def private_rabbitmq(folder: Path) -> Iterator[RabbitMq]:
    """A started broker; LINLI_TEST_AMQP_URI names another to use instead."""
    given = os.environ.get("LINLI_TEST_AMQP_URI")
    if given:
        yield GivenRabbitMq(given)
        return
    server = RabbitMq(folder)
    try:
        server.start()
        yield server
    finally:
        server.close()


@contextmanager
def private_postgresql(folder: Path, **settings: str) -> Iterator[PostgreSql]:
    """A started cluster with these settings; LINLI_TEST_DATABASE_URI names another to use instead."""
    given = os.environ.get("LINLI_TEST_DATABASE_URI")
    if given:
        yield GivenPostgreSql(given)
        return
    server = PostgreSql(folder, None, **settings)
    try:
        server.start()
        yield server
    finally:
        server.close()


@contextmanager
def private_redis(folder: Path) -> Iterator[Redis]:
    """A started server; LINLI_TEST_REDIS_URI names another to use instead."""
    given = os.environ.get("LINLI_TEST_REDIS_URI")
    if given:
        yield GivenRedis(given)
        return
    server = Redis(folder)
    try:
        server.start()
        yield server
    finally:
        server.close()
