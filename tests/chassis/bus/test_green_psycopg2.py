"""Waiting for PostgreSQL under green threads: bounded, also where nothing answers at all.

Answers defect 19: eventlet's own wait for psycopg2 has no end.
"""

import os
import signal
import socket
import time

import eventlet
import pytest

from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage import postgresql as storage
from services.chassis.storage import silence
from services.chassis.storage.postgresql import PostgreSql
from services.chassis.storage.sql import Sql


@pytest.fixture
def silent_address():
    """Takes connections and never says a word."""
    listening = socket.create_server(("127.0.0.1", 0))
    yield listening.getsockname()
    listening.close()


def test_a_server_that_never_answers_is_unavailable_soon(silent_address, monkeypatch):
    monkeypatch.setattr(silence, "CONNECT_WITHIN", 0.3)
    host, port = silent_address
    database = PostgreSql(
        f"postgresql://app:secret@{host}:{port}/grids", pool=1, pool_wait=1.0, statement_timeout=5.0
    )
    others: list[str] = []
    eventlet.spawn_after(0.1, others.append, "ran meanwhile")

    began = time.monotonic()
    with pytest.raises(DatabaseUnavailable):
        database.reading("d1", None)
    database.close()

    assert 0.3 <= time.monotonic() - began < 2.5
    assert others == ["ran meanwhile"]


def test_a_server_that_falls_silent_is_unavailable_and_its_connection_gone(postgresql, monkeypatch):
    monkeypatch.setattr(storage, "_LATER", 0.0)
    database = PostgreSql(postgresql.admin_url, pool=1, pool_wait=1.0, statement_timeout=0.5)
    session = database.reading("d1", None)
    silent = session.execute(Sql("SELECT pg_backend_pid()"), ()).scalar
    os.kill(silent, signal.SIGSTOP)
    try:
        with pytest.raises(DatabaseUnavailable):
            session.execute(Sql("SELECT 1"), ())
    finally:
        os.kill(silent, signal.SIGCONT)
    session.rollback()

    with pytest.raises(StopIteration):
        next(iter(database.pool._idle))
    database.close()
