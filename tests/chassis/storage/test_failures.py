"""Which failures may well pass, and how they come out."""

import sqlite3

import psycopg2
import pytest
from sqlalchemy.exc import DBAPIError

from services.chassis.errors import DatabaseUnavailable
from services.chassis.storage.failures import passing, raise_translated

REFUSED = "connection to server at 127.0.0.1, port 5432 failed: Connection refused"
REFUSED_UNDER_GREEN_THREADS = "Connection refused\n\tIs the server running on that host?"


class ReadOnly(psycopg2.errors.ReadOnlySqlTransaction):
    pgcode = "25006"


def an_error(cause: Exception, is_lost: bool = False) -> DBAPIError:
    return DBAPIError("SELECT 1", None, cause, connection_invalidated=is_lost)


@pytest.mark.parametrize("text", [REFUSED, REFUSED_UNDER_GREEN_THREADS])
def test_a_server_that_cannot_be_reached_may_be_there_later(text):
    assert passing(an_error(psycopg2.OperationalError(text)))


def test_a_lost_connection_may_be_there_again():
    assert passing(an_error(psycopg2.InterfaceError(), is_lost=True))


@pytest.mark.parametrize("cause", [psycopg2.ProgrammingError(), psycopg2.InterfaceError(), sqlite3.Error()])
def test_what_is_wrong_with_the_statement_does_not_pass(cause):
    assert not passing(an_error(cause))


def test_what_may_pass_comes_out_as_unavailable_because_of_it():
    error = an_error(psycopg2.OperationalError(REFUSED))
    with pytest.raises(DatabaseUnavailable) as found:
        raise_translated(error)
    assert found.value.__cause__ is error


def test_a_server_that_takes_no_writes_now_may_take_them_later():
    with pytest.raises(DatabaseUnavailable):
        raise_translated(an_error(ReadOnly()), writes=True)


def test_a_reading_that_tries_to_write_is_a_defect_and_stays_one():
    with pytest.raises(DBAPIError):
        raise_translated(an_error(ReadOnly()))


def test_what_does_not_pass_comes_out_as_it_is():
    error = an_error(psycopg2.ProgrammingError())
    with pytest.raises(DBAPIError) as found:
        raise_translated(error)
    assert found.value is error
    assert error.__cause__ is None
