"""A kill leaves a block with its rows or neither, and of two sealers one seals (D12)."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from services.chassis.storage import sealing
from services.chassis.storage.leases import Lease, LeaseLost
from services.chassis.storage.sealing import seal_block
from services.chassis.storage.sql import Sql
from tests.chassis.storage.builders import HERE, LATER
from tests.chassis.storage.trail import asked, found, seal, seal_one, write

PLACES = "SELECT id, block FROM audit ORDER BY id"
BLOCKS = "SELECT district, number, count FROM audit_blocks ORDER BY district, number"
KILLED = """
import json, os, signal, sys

from services.chassis.storage.database import Database
from services.chassis.storage.sealing import seal_block
from tests.chassis.storage.builders import HERE, LATER
from tests.chassis.storage.conftest import SERVICE, Addresses

database = Database(Addresses(**json.loads(sys.argv[1])), SERVICE)
with database.work(HERE) as work:
    assert seal_block(work, LATER).rows == 2
    if sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("statement", ["_ADD", "_SEAL", "_OBJECTS"])
def test_what_breaks_off_leaves_neither_block_nor_sealed_rows(database, monkeypatch, statement):
    id = write(database, "garden-1")
    monkeypatch.setattr(sealing, statement, Sql("INSERT INTO nowhere VALUES (?, ?, ?)"))

    with pytest.raises(Exception):  # noqa: B017 - each database says it in its own words
        seal_one(database)

    monkeypatch.undo()
    assert (asked(database, PLACES), asked(database, BLOCKS)) == ([(id, None)], [])
    assert seal(database) == [1]
    assert found(database) == []


@pytest.mark.parametrize(("dies", "blocks"), [("before", []), ("after", [(HERE, 1, 2)])])
def test_a_kill_leaves_a_block_with_its_rows_or_neither(database, addresses, dies, blocks):
    ids = [write(database, "garden-1"), write(database, "garden-2")]
    told = json.dumps({"app": addresses.app, "work": addresses.work, "owner": addresses.owner})
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    killed = subprocess.run([sys.executable, "-c", KILLED, told, dies], env=environ, timeout=60, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert asked(database, BLOCKS) == blocks
    assert asked(database, PLACES) == [(id, 1 if blocks else None) for id in sorted(ids)]
    assert seal(database) == ([] if blocks else [2])
    assert found(database) == []


def test_a_sealer_whose_lease_another_has_seals_nothing(database):
    write(database, "garden-1")
    with database.work() as work:
        fence = Lease.acquire(work, "audit:sealing", "first", 0.0)
    with database.work() as work:
        Lease.acquire(work, "audit:sealing", "second", 60)

    def seal_under_it() -> None:
        with database.work(HERE) as work:
            Lease.check_fence(work, "audit:sealing", fence or 0)
            seal_block(work, LATER)

    with pytest.raises(LeaseLost):
        seal_under_it()
    assert asked(database, BLOCKS) == []


def test_of_many_that_seal_at_once_none_seals_a_row_twice(database):
    """Not even where the lease fails to keep them apart."""
    ids = [write(database, f"garden-{number}") for number in range(20)]

    def sealing_on() -> None:
        for _ in range(5):
            try:
                seal_one(database)
            except Exception:  # who comes second is refused, by the key or by the count
                continue

    sealers = [threading.Thread(target=sealing_on) for _ in range(4)]
    for one in sealers:
        one.start()
    for one in sealers:
        one.join(30)
    seal(database)

    assert [id for id, block in asked(database, PLACES) if block] == sorted(ids)
    assert sum(count for _, _, count in asked(database, BLOCKS)) == len(ids)
    assert found(database) == []
