"""What a house keeps, as its databases and files have it: for promises that no route can show."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import NullPool, create_engine, inspect, text

from deploy.linli.services import SERVICES
from tests.house import House

Row = dict[str, Any]


def rows_of(house: House, service: str, table: str, district: str | None = None) -> list[Row]:
    return [
        row
        for name, row in all_rows(house, service)
        if name == table and district in (None, row.get("district"))
    ]


def all_rows(house: House, service: str) -> Iterator[tuple[str, Row]]:
    """Every row of every table with the table's name, read as the owner, who is behind no wall."""
    engine = create_engine(_address(house, service), poolclass=NullPool)
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f"SELECT * FROM {table}")).mappings():
                yield table, dict(row)


def places_of(house: House, words: str) -> set[tuple[str, str, str]]:
    """Service, table and column of every value in which these words stand."""
    return {
        (service, table, column)
        for service in SERVICES
        for table, row in all_rows(house, service)
        for column, value in row.items()
        if words in _text(value)
    }


def files_with(house: House, words: str) -> list[str]:
    """Logs, spools and whatever else lies in its folder, databases apart."""
    return [
        str(path.relative_to(house.folder))
        for path in house.folder.rglob("*")
        if path.is_file() and ".db" not in path.name and words.encode() in path.read_bytes()
    ]


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def change(house: House, service: str, command: str) -> None:
    """A hand of whoever has the database."""
    engine = create_engine(_address(house, service), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(command))


def _address(house: House, service: str) -> str:
    """The same file on SQLite; the owner's address on PostgreSQL."""
    if house.profile == "embedded":
        return f"sqlite:///{house.folder}/data/{service}.db"
    owner: str = house.settings["database"]["owner"]
    return owner.replace("{service}", service)
