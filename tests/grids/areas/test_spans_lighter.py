"""The script that makes spans lighter keeps each of them, and lets go of one reference alone."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import create_engine, inspect, text

import services.grids
from services.chassis.settings import DatabaseSettings
from services.chassis.storage.migrations import migrate

FOLDER = Path(services.grids.__file__).parent / "migrations"
BEFORE = "0027_labels_of_kinds"
SPANS = [("d1", "a", "2026-01-01", None, None, "A"), ("d1", "b", "2026-01-01", "2026-03-01", "a", "B")]
ADD_AREAS = """
    INSERT INTO areas (district, id, kind, name, path, active, version, valid_from, since)
    VALUES ('d1', 'a', 'county', 'A', '1/', 1, 1, '2026-01-01', '2026-01-01'),
           ('d1', 'b', 'county', 'B', '2/', 1, 1, '2026-01-01', '2026-01-01')
"""
ADD_SPANS = "INSERT INTO area_spans (district, area_id, valid_from, valid_to, parent_id, name) VALUES "


def test_every_span_is_kept_and_its_parent_is_not_asked_for(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/{{service}}.db"
    settings: Any = SimpleNamespace(database=DatabaseSettings(app=address, work=address, owner=address))
    migrate("grids", settings, up_to(BEFORE, tmp_path / "before"))
    engine = create_engine(address.replace("{service}", "grids"))
    with engine.begin() as connection:
        connection.execute(text(ADD_AREAS))
        connection.exec_driver_sql(ADD_SPANS + ", ".join(["(?, ?, ?, ?, ?, ?)"] * 2), (*SPANS[0], *SPANS[1]))

    assert migrate("grids", settings, FOLDER)

    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM area_spans ORDER BY area_id").all()
        names = {each["name"] for each in inspect(connection).get_indexes("area_spans")}
        references = inspect(connection).get_foreign_keys("area_spans")
    engine.dispose()
    assert [tuple(row) for row in kept] == SPANS
    assert names == {"area_spans_below"}
    assert [each["constrained_columns"] for each in references] == [["district", "area_id"]]


def up_to(script: str, folder: Path) -> Path:
    """The scripts as they were when that one was the newest."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (folder / "versions").glob("[0-9]*.py"):
        if path.stem > script:
            path.unlink()
    return folder
