"""A service's place in a PostgreSQL cluster: its database and its three roles (D10)."""

import re
from collections.abc import Mapping

import psycopg2
from psycopg2 import sql
from sqlalchemy import make_url

_RIGHTS = {"owner": "BYPASSRLS", "app": "NOBYPASSRLS", "work": "NOBYPASSRLS"}


def prepare_roles(admin_url: str, service: str, passwords: Mapping[str, str]) -> None:
    """Makes or renews `<service>_owner`, `_app` and `_work` and the database `<service>`; safe to repeat.

    `passwords` has one per role: owner, app, work. `admin_url` is of a role that may create both.
    """
    if not re.fullmatch(r"[a-z][a-z_]{0,40}", service):
        raise ValueError("a service's name is lower-case letters")
    connection = psycopg2.connect(_plain(admin_url))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for role, rights in _RIGHTS.items():
                _renew_role(cursor, f"{service}_{role}", rights, passwords[role])
            _renew_database(cursor, service)
    finally:
        connection.close()


def _renew_role(cursor: psycopg2.extensions.cursor, name: str, rights: str, password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    text = f"{verb} ROLE {{}} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE {rights} PASSWORD {{}}"
    cursor.execute(sql.SQL(text).format(sql.Identifier(name), sql.Literal(password)))


def _renew_database(cursor: psycopg2.extensions.cursor, service: str) -> None:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (service,))
    names = {"database": sql.Identifier(service), "owner": sql.Identifier(f"{service}_owner")}
    if not cursor.fetchone():
        text = "CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8'"
        cursor.execute(sql.SQL(text).format(**names))
    users = sql.SQL(", ").join(sql.Identifier(f"{service}_{role}") for role in _RIGHTS)
    cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(**names))
    cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {database} TO {users}").format(**names, users=users))


def _plain(url: str) -> str:
    """libpq's spelling of a URL for SQLAlchemy."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
