"""A new SQLite file turns to its write-ahead log."""

import time

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

BETWEEN = 0.005
"""Seconds."""


def use_write_ahead_log(connection: Connection, patience: float) -> None:
    """Two processes can turn an empty file to it at once, and for this alone SQLite itself does not wait."""
    latest = time.time() + patience
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
            return
        except OperationalError:
            if time.time() > latest:
                raise
        time.sleep(BETWEEN)
