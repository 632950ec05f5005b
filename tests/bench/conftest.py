"""Where a measure is tried: SQLite, and a PostgreSQL of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import PostgreSql, private_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PostgreSql | None]:
    """None: SQLite."""
    if request.param == "sqlite":
        yield None
        return
    with private_postgresql(tmp_path / "server") as started:
        yield started
