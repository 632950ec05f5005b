"""Reads of personal data are in a file before the answer leaves, and soon in the database (D12)."""

import fcntl
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.chassis.errors import AuditUnavailable
from services.chassis.storage.session import TransactionFailed
from services.chassis.storage.spool import UNLOADED_AT_MOST, Spool
from services.chassis.storage.tables import audit
from tests.chassis.storage.builders import HERE, LI_NA, NOW, a_reading

ONE_READ = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from services.chassis.caller import Caller
from services.chassis.storage.audit import row_of
from services.chassis.storage.spool import Spool

spool = Spool(Path(sys.argv[1]), "shop")
caller = Caller("d1", "li-na", "person")
for place in range(3):
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    spool.append(row_of(caller, kind="read", action="get_garden", permission="p", ids=[str(place)], now=now))
print("read", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "spool"


@pytest.fixture
def spool(folder: Path) -> Spool:
    return Spool(folder, "shop")


def read(database, spool, *ids, now=NOW):
    call = a_reading(database, spool=spool, now=now)
    try:
        with call.begin(LI_NA):
            pass
        call.seen_ids(ids)
        call.commit(None)
    finally:
        call.rollback()


def trail(database):
    with database.look() as look:
        return [row["ids"] for row in look.all(select(audit).order_by(audit.c.ids))]


def test_a_read_is_in_the_file_when_the_call_has_ended(database, spool, folder):
    read(database, spool, "garden-1")

    (file,) = folder.iterdir()
    assert '"ids":"[\\"garden-1\\"]"' in file.read_text()
    assert trail(database) == []


def test_a_loader_that_looks_while_a_file_is_made_takes_nothing(database, spool, folder, monkeypatch):
    flock = fcntl.flock

    def look_first(file, how):
        monkeypatch.undo()
        assert Spool(folder, "shop").load(database) == 0
        flock(file, how)

    monkeypatch.setattr(fcntl, "flock", look_first)
    read(database, spool, "garden-1")
    assert Spool(folder, "shop").load(database) == 0

    assert spool.load(database) == 1
    assert trail(database) == ['["garden-1"]']


def test_only_its_owner_may_read_the_file(database, spool, folder):
    read(database, spool, "garden-1")

    assert [path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())] == [0, 0]


def test_a_loaded_read_is_an_audit_row(database, spool, folder):
    read(database, spool, "garden-1", "garden-2")

    assert spool.load(database) == 1

    with database.look() as look:
        row = look.one(select(audit))
    assert row is not None
    row.pop("id")
    assert row == {
        "district": HERE,
        "at": NOW,
        "kind": "read",
        "principal": "person:li-na",
        "action": "get_garden",
        "permission": "gardens.plant",
        "request_id": "request-1",
        "ids": '["garden-1","garden-2"]',
        "reason": None,
        "times": 1,
        "block": None,
    }
    assert list(folder.iterdir()) == []


def test_a_read_is_loaded_once(database, spool):
    read(database, spool, "garden-1")

    assert [spool.load(database), spool.load(database)] == [1, 0]


def test_a_file_that_was_loaded_before_it_could_be_removed_adds_nothing(database, spool, folder):
    read(database, spool, "garden-1")
    (file,) = folder.iterdir()
    content = file.read_bytes()
    spool.load(database)
    file.write_bytes(content)

    spool.load(database)

    assert trail(database) == ['["garden-1"]']


def test_reads_go_on_after_a_load(database, spool):
    read(database, spool, "garden-1")
    spool.load(database)
    read(database, spool, "garden-2")
    spool.load(database)

    assert trail(database) == ['["garden-1"]', '["garden-2"]']


def test_the_file_of_a_killed_process_is_loaded_and_that_of_a_living_one_is_not(database, spool, folder):
    other = subprocess.Popen(
        [sys.executable, "-c", ONE_READ, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == b"read\n"
    assert spool.load(database) == 0

    other.kill()
    other.wait(10)

    assert spool.load(database) == 3
    other.stdin.close()
    other.stdout.close()


def test_a_line_cut_short_was_never_answered_for(database, spool, folder):
    read(database, spool, "garden-1")
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    spool.load(database)
    (folder / "shop.torn.spool").write_bytes(whole.replace(b"garden-1", b"garden-2") + whole[:40])

    spool.load(database)

    assert list(folder.iterdir()) == []


def test_another_services_file_stays(database, spool, folder):
    folder.mkdir()
    (folder / "grids.1.spool").write_bytes(b"")

    spool.load(database)

    assert [path.name for path in folder.iterdir()] == ["grids.1.spool"]


def test_reads_that_cannot_be_written_down_are_refused(database, folder):
    folder.write_text("in the way")

    with pytest.raises(AuditUnavailable):
        read(database, Spool(folder, "shop"), "garden-1")


@pytest.mark.parametrize(
    ("age", "refused"), [(UNLOADED_AT_MOST, False), (UNLOADED_AT_MOST + timedelta(seconds=1), True)]
)
def test_reads_are_refused_while_older_ones_are_unloaded_for_more_than_a_minute(
    database, spool, age, refused
):
    read(database, spool, "garden-1")

    if refused:
        with pytest.raises(AuditUnavailable):
            spool.check(NOW + age)
        with pytest.raises(AuditUnavailable):
            read(database, spool, "garden-2", now=NOW + age)
    else:
        read(database, spool, "garden-2", now=NOW + age)

    assert spool.age(NOW + age) == age


def test_a_load_ends_the_refusal(database, spool):
    read(database, spool, "garden-1")
    late = NOW + timedelta(minutes=2)
    spool.load(database)

    read(database, spool, "garden-2", now=late)

    assert spool.age(late) == timedelta()


def test_a_load_that_fails_loses_nothing_and_the_refusal_comes(database, addresses, spool):
    read(database, spool, "garden-1")

    class Away:
        def work(self):
            raise ConnectionError

    with pytest.raises(ConnectionError):
        spool.load(Away())

    with pytest.raises(AuditUnavailable):
        spool.check(NOW + timedelta(minutes=2))
    assert spool.load(database) == 1


def test_a_reading_that_shows_personal_data_needs_a_spool(database):
    with pytest.raises(TransactionFailed):
        read(database, None, "garden-1")
