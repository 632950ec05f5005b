"""A district's rows go over into another database as they are, of every table of every service, on both."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from deploy.linli.moving.manifest import MoveRefused
from deploy.linli.moving.states import outlast_writers
from services.chassis.settings import Settings
from services.chassis.storage.moving.hashed import Hashed, HashedFile
from services.chassis.storage.moving.owner import Owned, snapshot, writing
from services.chassis.storage.moving.shapes import STAYS, Shape, shapes_of
from tests.districts.conftest import connected
from tests.districts.keys import tables_of as columns_of
from tests.districts.keys import tenants_of
from tests.districts.neighbours import settle, tables_of
from tests.districts.places import Place, in_file, on_server
from tests.districts.shapes import HERE, THERE

GIVEN_ANEW = {("outbox", "seq")}
"""A place in the log of one house."""


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, place: Place, tmp_path: Path) -> Iterator[Place]:
    """Of the other house, in which only THERE is at home."""
    if place.is_postgresql:
        cluster, name = request.getfixturevalue("cluster"), f"{place.service}_elsewhere"
        made = on_server(cluster, place.service, name)
    else:
        made = in_file(tmp_path / "elsewhere", place.service)
    with connected(made) as connection:
        settle(connection, tables_of(connection), districts=[THERE])
    yield made
    if place.is_postgresql:
        cluster.drop_database(name)


def test_every_table_of_tenants_is_moved_but_those_that_are_named(admin: Connection):
    """Whoever adds a table need not remember it: it is moved by having a district."""
    assert {shape.table for shape in shapes_of(admin)} == tenants_of(admin) - STAYS


def test_every_column_is_moved_but_places_in_a_log(admin: Connection):
    here = columns_of(admin)
    left = {
        (shape.table, column) for shape in shapes_of(admin) for column in here[shape.table] - {*shape.columns}
    }

    assert left == GIVEN_ANEW


def test_every_row_of_a_district_is_the_same_elsewhere_and_the_others_are_let_be(
    admin: Connection, place: Place, elsewhere: Place, tmp_path: Path
):
    settle(admin, tables_of(admin))
    taken = taken_out(place, tmp_path / "taken")

    with writing(Settings(database=elsewhere.addresses), place.service) as owned:
        for shape in owned.shapes:
            with (tmp_path / "taken" / shape.table).open("rb") as rows:
                assert owned.carrier.bring_in(shape, rows) == taken[shape.table][0]

    with connected(elsewhere) as connection:
        assert rows_of(connection) == {HERE: rows_of(admin)[HERE], THERE: rows_of(admin)[THERE]}
    assert taken_out(elsewhere) == taken
    assert all(count == 1 for count, _ in taken.values())


def test_a_removed_district_leaves_no_row_and_the_others_stay(admin: Connection, place: Place):
    settle(admin, tables_of(admin))

    with writing(Settings(database=place.addresses), place.service) as owned:
        for shape in reversed(owned.shapes):
            assert owned.carrier.remove(shape, HERE) == 1
        assert owned.count(HERE) == {}
        assert set(owned.count(THERE).values()) == {1}


def test_a_district_that_could_not_come_whole_does_not_come_at_all(
    admin: Connection, place: Place, elsewhere: Place
):
    settle(admin, tables_of(admin))
    with snapshot(Settings(database=place.addresses), place.service) as source:
        rows = BytesIO(text_of(source, source.shapes[0]))

    with pytest.raises(Broken):
        bring_and_break(elsewhere, rows)

    with connected(elsewhere) as connection:
        assert HERE not in rows_of(connection)


def test_closing_outlasts_what_was_being_written(on_postgresql: Place):
    """It may still be kept: a snapshot from before its end would lack it."""
    settings, service = Settings(database=on_postgresql.addresses), on_postgresql.service
    with connected(on_postgresql) as late:
        late.exec_driver_sql("BEGIN")
        late.exec_driver_sql("DELETE FROM districts WHERE district = 'nobody'")
        late.exec_driver_sql("SELECT pg_current_xact_id()")
        with pytest.raises(MoveRefused, match=f"{service} still has a transaction of before"):
            outlast_writers(settings, service, within=0.0)

        late.exec_driver_sql("COMMIT")
        outlast_writers(settings, service, within=5.0)


class Broken(Exception):
    """Something came between."""


def bring_and_break(place: Place, rows: BytesIO) -> None:
    with writing(Settings(database=place.addresses), place.service) as owned:
        assert owned.carrier.bring_in(owned.shapes[0], rows) == 1
        raise Broken


def text_of(owned: Owned, shape: Shape) -> bytes:
    told = Told()
    owned.carrier.take_out(shape, HERE, told)
    return told.text


class Told(Hashed):
    text = b""

    def write(self, piece: Any) -> int:
        self.text += bytes(piece)
        return len(piece)


def taken_out(place: Place, folder: Path | None = None) -> dict[str, tuple[int, str]]:
    """Rows and digest by table."""
    if folder:
        folder.mkdir()
    found = {}
    with snapshot(Settings(database=place.addresses), place.service) as owned:
        for shape in owned.shapes:
            with HashedFile(folder / shape.table) if folder else Hashed() as file:
                found[shape.table] = (owned.carrier.take_out(shape, HERE, file), file.digest)
    return found


def rows_of(connection: Connection) -> dict[str, dict[str, list[tuple[object, ...]]]]:
    """By district and table, as the database has them; places in a log are left out."""
    found: dict[str, dict[str, list[tuple[object, ...]]]] = {}
    for table in tables_of(connection):
        if table.name not in STAYS:
            for row in connection.execute(select(table)):
                found.setdefault(row.district, {}).setdefault(table.name, []).append(tuple(row))
    return found
