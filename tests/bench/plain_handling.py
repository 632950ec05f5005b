"""What plain Nameko handles a second beside our handler: the same events waiting, one transaction each."""

import json
import time
from pathlib import Path

import psycopg2
from kombu import Connection

from services.chassis.ids import new_id
from tests.bench.bare import bare_handler
from tests.bench.baseline.bare_handler import EVENT, SOURCE
from tests.bench.stage import Stage
from tests.processes import wait_until

EVENTS = 5_000
WITHIN = 120.0
STILL_FOR = 5.0
HANDLED_AT_LEAST = 0.99
QUEUE = f"evt-{SOURCE}-{EVENT}--bare_handler.handle"
TABLES = """
    CREATE TABLE IF NOT EXISTS inbox (id text PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS messages (id text PRIMARY KEY, recipient text NOT NULL);
    TRUNCATE inbox, messages;
"""
HANDLED = """
    SELECT count(*), extract(epoch FROM
        max(pg_xact_commit_timestamp(xmin)) - min(pg_xact_commit_timestamp(xmin)))
    FROM messages
"""


def plain_handling(stage: Stage) -> float:
    """Events a second by one process of plain Nameko."""
    database = stage.postgresql.dsn
    _asked(database, TABLES)
    folder: Path = stage.folder
    with bare_handler(folder, stage.rabbitmq, database):
        wait_until(lambda: _waiting(stage) is not None, "the handler has its queue", WITHIN)
    _publish(stage)
    with bare_handler(folder, stage.rabbitmq, database):
        count, seconds = _all_handled(stage, database)
    return (count - 1) / seconds


def _all_handled(stage: Stage, database: str) -> tuple[float, float]:
    """How many, and in what time: an event whose handler raised is acknowledged all the same, and lost."""
    still_until = time.monotonic() + WITHIN
    found = _asked(database, HANDLED)
    while found[0] < EVENTS and time.monotonic() < still_until:
        time.sleep(0.5)
        before, found = found, _asked(database, HANDLED)
        if _waiting(stage) == 0 and found == before:
            still_until = min(still_until, time.monotonic() + STILL_FOR)
    if found[0] < EVENTS * HANDLED_AT_LEAST:
        raise TimeoutError(f"{found[0]} of {EVENTS} within {WITHIN:.0f} s")
    if found[0] < EVENTS:
        print(f"  the bare handler lost {EVENTS - found[0]:.0f} of {EVENTS}", flush=True)
    return found[0], found[1]


def _publish(stage: Stage) -> None:
    with Connection(stage.rabbitmq.uri) as connection, connection.channel() as channel:
        for _ in range(EVENTS):
            body = json.dumps({"id": new_id(), "recipient": new_id()}).encode()
            properties = {"content_type": "application/json", "content_encoding": "utf-8"}
            message = channel.prepare_message(body, **properties, properties={"delivery_mode": 2})
            channel.basic_publish(message, exchange=f"{SOURCE}.events", routing_key=EVENT)
    wait_until(lambda: _waiting(stage) == EVENTS, "all wait in the queue", WITHIN)


def _waiting(stage: Stage) -> int | None:
    """None: there is no such queue yet."""
    with Connection(stage.rabbitmq.uri) as connection:
        try:
            _, count, _ = connection.channel().queue_declare(QUEUE, passive=True)
        except connection.channel_errors:
            return None
        return int(count)


def _asked(database: str, question: str) -> tuple[float, ...]:
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        found = cursor.fetchone() if cursor.description else ()
    connection.close()
    return tuple(float(figure or 0) for figure in found or ())
