"""What is planted in a log or a row is found, and whatever was not read does not pass."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Double,
    Integer,
    LargeBinary,
    NullPool,
    Table,
    create_engine,
)

from services.chassis.clock import SystemClock
from services.chassis.ids import new_id
from services.chassis.settings import DatabaseSettings
from services.chassis.storage.tenant import Moment
from tests.house import House
from tests.passes import Passes
from tests.traces.left import KEPT, Left, kept_tables

NUMBER = "990001195001010015"
NOT_TEXT = (BigInteger, Integer, Double, Boolean, Moment)
TEXTS = [
    (table, column.name)
    for table in kept_tables()
    for column in table.columns
    if not isinstance(column.type, NOT_TEXT)
]


@pytest.fixture
def owner(addresses: DatabaseSettings) -> Iterator[Connection]:
    """Found and left empty."""
    engine = create_engine(addresses.owner.replace("{service}", "grids"), poolclass=NullPool)
    with engine.connect() as connection:
        empty(connection)
        yield connection
        connection.rollback()
        empty(connection)
    engine.dispose()


def empty(connection: Connection) -> None:
    for table in kept_tables():
        connection.execute(table.delete())
    connection.commit()


@pytest.mark.parametrize(("table", "column"), TEXTS, ids=str)
def test_a_number_in_any_column_is_found(
    addresses: DatabaseSettings, owner: Connection, table: Table, column: str
):
    plant(owner, table, column, f'{{"told":"{NUMBER}"}}')
    left = Left().rows(addresses, "grids")
    assert (left.read[f"grids.{table.name}"], len(left.findings)) == (1, 1)
    with pytest.raises(AssertionError, match=f"identity number {NUMBER} in grids.{table.name}"):
        left.hold_nothing()


def test_a_number_is_found_among_bytes_that_are_no_text(addresses: DatabaseSettings, owner: Connection):
    table, column = next((table, column) for table, column in TEXTS if is_of_bytes(table, column))
    plant(owner, table, column, b"\xff\xfe a@b.cn " + NUMBER.encode())
    assert [finding.mark.text for finding in Left().rows(addresses, "grids").findings] == [NUMBER]


def is_of_bytes(table: Table, column: str) -> bool:
    return isinstance(table.columns[column].type, LargeBinary)


def test_every_kind_of_row_is_read(addresses: DatabaseSettings, owner: Connection):
    for table in kept_tables():
        plant(owner, table, None, "")
    left = Left().rows(addresses, "grids")
    assert left.read == {f"grids.{name}": 1 for name in KEPT}
    left.hold_nothing()


def test_a_token_in_a_log_or_a_spool_is_found(tmp_path: Path, passes: Passes):
    (tmp_path / "data" / "spool").mkdir(parents=True)
    token = passes.token("resident")
    for name in ("up.log", "data/spool/grids.1.spool"):
        (tmp_path / name).write_text(f'{{"message":"begins"}}\n{{"message":"{token}"}}\n')
    left = Left().logs(tmp_path)
    assert left.read == {"log up.log": 2, "log grids.1.spool": 2}
    assert [finding.mark.text for finding in left.findings] == [token, token]


def test_an_address_of_the_office_itself_is_let_be(tmp_path: Path):
    (tmp_path / "up.log").write_text("office@example.org zhang@example.org\n")
    left = Left(own=("office@example.org",)).logs(tmp_path)
    assert [finding.mark.text for finding in left.findings] == ["zhang@example.org"]


def test_a_house_that_leaves_a_number_fails_the_run(tmp_path: Path):
    house = House(tmp_path)
    log = house.log_file("up")
    with pytest.raises(AssertionError, match=f"identity number {NUMBER} in log up.log"), house:
        log.write_text(log.read_text() + NUMBER)


def test_a_house_whose_log_was_not_read_does_not_pass(tmp_path: Path):
    house = House(tmp_path)
    with pytest.raises(AssertionError, match="Counter"), house:
        house.log_file("up").rename(tmp_path / "up.away")


def plant(owner: Connection, table: Table, column: str | None, text: str | bytes) -> None:
    """A row of this shape, with the text where it is wanted."""
    row: dict[str, object] = {}
    filled = {bytes: b"\0\xff", int: 1, float: 1.0, bool: False, datetime: SystemClock().now()}
    for each in table.columns:
        if each.name == column:
            row[each.name] = (
                text.encode() if isinstance(text, str) and isinstance(each.type, LargeBinary) else text
            )
        elif not each.identity:
            row[each.name] = filled.get(each.type.python_type, new_id())
    owner.execute(table.insert().values(row))
    owner.commit()
