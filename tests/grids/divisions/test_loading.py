"""`linli divisions load`: a newer sheet comes in whole or not at all."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.linli.main import main
from services.grids.migrations.divisions import DATA, DIVISIONS, EVENTS

HEAD = ",".join(DIVISIONS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert linli("migrate", "grids")
    return tmp_path


def linli(*words: str, fails: int = 0) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == fails, result.output
    return result.output


def a_sheet(folder: Path, text: str) -> str:
    (folder / "sheet.csv").write_text(text, encoding="utf-8")
    return str(folder / "sheet.csv")


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    [file] = folder.rglob("grids.db")
    with sqlite3.connect(file) as connection:
        return connection.execute(query).fetchall()


def test_a_newer_sheet_ends_what_was_and_brings_what_is(folder: Path):
    rows_sent = "MCA,350405,沙县区,3,3504,2021-02-03,2030-01-01\nMCA,350499,新区,3,3504,2030-01-01,\n"
    said = linli("divisions", "load", a_sheet(folder, f"{HEAD}\n{rows_sent}"))

    assert said == "sheet.csv: 2 rows\n"
    query = "SELECT code, valid_to FROM divisions WHERE code IN ('350405', '350499') ORDER BY code"
    assert rows(folder, query) == [("350405", "2030-01-01"), ("350499", None)]


def test_an_event_is_followed_by_each_of_its_codes(folder: Path):
    event = "MCA-2030-350499,MCA,merged,2030-01-01,〔2030〕1号,350404;350405,350499\n"
    linli("divisions", "load", a_sheet(folder, f"{','.join(EVENTS)}\n{event}"))

    query = "SELECT from_code, day FROM division_successions WHERE event_id = 'MCA-2030-350499' ORDER BY 1"
    assert rows(folder, query) == [("350404", "2030-01-01"), ("350405", "2030-01-01")]


RENAMED = "NBS2023,350203001,厦港新街道,4,350203,2024-06-30,"
SAME = "NBS2023,350203006,鹭江街道,4,350203,2024-06-30,"


def terms(folder: Path, code: str) -> list[tuple[object, ...]]:
    return rows(
        folder, f"SELECT valid_from, valid_to FROM divisions WHERE code = '{code}' AND scheme = 'NBS2023'"
    )


def test_a_newer_list_ends_the_rows_of_the_older_one_on_its_first_day(folder: Path):
    newer = a_sheet(folder, f"{HEAD}\n{RENAMED}\n{SAME}\n")
    for _ in range(2):
        linli("divisions", "load", newer)
        for code in ("350203001", "350203006"):
            assert terms(folder, code) == [("2023-06-30", "2024-06-30"), ("2024-06-30", None)]
    assert terms(folder, "350203003") == [("2023-06-30", None)]


def test_an_older_list_that_is_loaded_after_a_newer_one_ends_where_that_begins(folder: Path):
    older = RENAMED.replace("2024-06-30", "2022-06-30")
    for sheet in (RENAMED, older, (DATA / "divisions_nbs2023.csv").read_text("utf-8")):
        head = "" if sheet.startswith(HEAD) else f"{HEAD}\n"
        linli("divisions", "load", a_sheet(folder, f"{head}{sheet}\n"))

    assert terms(folder, "350203001") == [
        ("2022-06-30", "2023-06-30"),
        ("2023-06-30", "2024-06-30"),
        ("2024-06-30", None),
    ]


@pytest.mark.parametrize("ends", ["2024-06-29", "2024-06-30", "2024-07-01"])
def test_a_row_that_ends_before_the_newer_list_keeps_its_end(folder: Path, ends: str):
    ended = RENAMED.replace("2024-06-30,", f"2023-06-30,{ends}")
    linli("divisions", "load", a_sheet(folder, f"{HEAD}\n{ended}\n{RENAMED}\n"))

    assert terms(folder, "350203001")[0] == ("2023-06-30", min(ends, "2024-06-30"))


@pytest.mark.parametrize(
    "text", [f"{HEAD}\nMCA,350498,新区,3,3504,2030-01-01,\nMCA,350499,新区,three,3504,2030-01-01,\n", "a,b\n"]
)
def test_a_sheet_with_one_wrong_row_brings_nothing(folder: Path, text: str):
    assert "sheet.csv: " in linli("divisions", "load", a_sheet(folder, text), fails=1)
    assert rows(folder, "SELECT code FROM divisions WHERE code = '350498'") == []
