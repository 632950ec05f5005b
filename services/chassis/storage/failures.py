"""Which of a driver's errors mean "not now": those become DatabaseUnavailable, the rest are defects."""

import sqlite3
from typing import NoReturn

import psycopg2
from sqlalchemy.exc import DBAPIError

from services.chassis.errors import DatabaseUnavailable, DistrictClosed
from services.chassis.storage.fence import REFUSES, WORDS

LOCK_NOT_AVAILABLE = "55P03"
QUERY_CANCELED = "57014"
READ_ONLY = "25006"
# A prepared statement that the server does not know, or whose table is another since.
_NOT_AS_PREPARED = ("26000", "0A000")
# Connection lost, resources short, a shutdown or a statement's time-out, a deadlock.
_PASSING_CLASSES = ("08", "53", "57", "40")
_PASSING_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")


def passing(error: DBAPIError) -> bool:
    """Whether the same command may well succeed a little later."""
    if error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorname", None) or "").startswith(_PASSING_SQLITE)
    code = getattr(cause, "pgcode", None)
    if code is None:
        # No server said it: it could not be reached. The words differ under green threads.
        return isinstance(cause, psycopg2.OperationalError)
    return bool(code == LOCK_NOT_AVAILABLE or code.startswith(_PASSING_CLASSES))


def has_timed_out(error: DatabaseUnavailable) -> bool:
    """The database was there, and the statement or its wait for a lock took too long."""
    cause = error.__cause__
    code = getattr(cause.orig, "pgcode", None) if isinstance(cause, DBAPIError) else None
    return code in (QUERY_CANCELED, LOCK_NOT_AVAILABLE)


def is_read_only(error: DBAPIError) -> bool:
    """The server takes no writes: one that stood by, while another is to take its place."""
    return getattr(error.orig, "pgcode", None) == READ_ONLY


def is_of_connection(error: DBAPIError, *, writes: bool) -> bool:
    """Whether another connection may fare better, so that this one is given up."""
    code = getattr(error.orig, "pgcode", None)
    return code in _NOT_AS_PREPARED or (writes and code == READ_ONLY)


def raise_translated(error: DBAPIError, *, writes: bool = False) -> NoReturn:
    """DatabaseUnavailable or DistrictClosed because of it, or the error itself: never as its own cause.

    A transaction that `writes` may do so later on a server that now takes no writes.
    """
    if getattr(error.orig, "pgcode", None) == REFUSES or WORDS in str(error.orig):
        raise DistrictClosed() from error
    if passing(error) or (writes and is_read_only(error)):
        raise DatabaseUnavailable() from error
    raise error


def is_lock_timeout(error: BaseException | None) -> bool:
    return isinstance(error, DBAPIError) and getattr(error.orig, "pgcode", None) == LOCK_NOT_AVAILABLE
