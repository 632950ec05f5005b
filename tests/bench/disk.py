"""How many commits a second the disk can take: PostgreSQL's own measure."""

import re
import subprocess
import tempfile

from tests.postgresql_server import PLACES
from tests.processes import programme


def commits_a_second() -> float:
    """One 8 kB write and its fdatasync, the way the write-ahead log is kept here."""
    with tempfile.TemporaryDirectory(prefix="linli-fsync-") as folder:
        command = [programme("pg_test_fsync", *PLACES), "-s", "1", "-f", f"{folder}/written"]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found = re.search(r"fdatasync\s+([\d.]+) ops/sec", ran.stdout)
    assert found, ran.stdout
    return float(found.group(1))
