"""`linli divisions load`: a newer sheet comes in whole or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from deploy.linli.main import main
from services.chassis.settings import DatabaseSettings
from services.chassis.storage.database import Database
from services.grids.divisions.domain.errors import DivisionUnknown
from services.grids.migrations.divisions import DATA, DIVISIONS, EVENTS
from tests.grids.house import House

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


def test_what_only_holds_rows_together_is_no_place(folder: Path):
    """市辖区 and 县 of a municipality, counties of a province, the county of a city without districts."""
    sent = (
        "NBS2030,50,重庆市,1,,2030-01-01,\nNBS2030,5002,县,2,50,2030-01-01,\n"
        "NBS2030,500229,城口县,3,5002,2030-01-01,\nNBS2030,44,广东省,1,,2030-01-01,\n"
        "NBS2030,4419,东莞市,2,44,2030-01-01,\nNBS2030,441900,市辖区,3,4419,2030-01-01,\n"
        "NBS2030,441900003,东城街道,4,441900,2030-01-01,\nNBS2030,4401,广州市,2,44,2030-01-01,\n"
        "NBS2030,4190,省直辖县级行政区划,2,41,2030-01-01,\nNBS2030,419001,济源市,3,4190,2030-01-01,\n"
    )
    assert linli("divisions", "load", a_sheet(folder, f"{HEAD}\n{sent}")) == "sheet.csv: 7 rows\n"

    query = "SELECT code, parent_code FROM divisions WHERE scheme = 'NBS2030' ORDER BY code"
    assert rows(folder, query) == [
        ("419001", "41"), ("44", ""), ("4401", "44"), ("4419", "44"), ("441900003", "4419"),
        ("50", ""), ("500229", "50"),
    ]  # fmt: skip


def test_a_sheet_takes_out_what_came_in_as_a_place_and_is_none(folder: Path):
    [file] = folder.rglob("grids.db")
    with sqlite3.connect(file) as connection:
        row = "('NBS2023', '1201', '市辖区', 2, '12', '2023-06-30')"
        named = "(scheme, code, name, level, parent_code, valid_from)"
        connection.execute(f"INSERT INTO divisions {named} VALUES {row}")
    linli("divisions", "load", a_sheet(folder, f"{HEAD}\nNBS2023,1201,市辖区,2,12,2023-06-30,\n"))

    assert rows(folder, "SELECT 1 FROM divisions WHERE code = '1201'") == []


def test_every_division_of_the_sheets_stands_under_one_of_its_scheme(folder: Path):
    above = (
        "SELECT its.code FROM divisions AS its WHERE its.parent_code <> '' AND NOT EXISTS (SELECT 1 FROM "
        "divisions AS above WHERE above.scheme = its.scheme AND above.code = its.parent_code "
        "AND above.level < its.level AND above.valid_from <= its.valid_from)"
    )
    assert rows(folder, above) == []
    assert rows(folder, "SELECT DISTINCT level FROM divisions WHERE parent_code = ''") == [(1,)]


def test_what_is_below_a_code_is_listed_though_the_list_lacks_the_code(folder: Path):
    sent = "MCA2030,441900003,东城街道,4,4419,2030-01-01,\nMCA2030,441900004,南城街道,4,4419,2030-01-01,\n"
    linli("divisions", "load", a_sheet(folder, f"{HEAD}\n{sent}"))

    [file] = folder.rglob("grids.db")
    address = f"sqlite:///{file}"
    database = Database(DatabaseSettings(app=address, work=address, owner=address), "grids")
    with closing(database):
        house, on = House(database), "2030-01-01"
        below = house.ask("list_divisions", scheme="MCA2030", parent_code="4419", on=on)["items"]
        assert [each["name"] for each in below] == ["东城街道", "南城街道"]
        town = house.ask("resolve_division", scheme="MCA2030", code="441900003", on=on)
        assert town["then"]["parent_code"] == "4419"
        with pytest.raises(DivisionUnknown):
            house.ask("resolve_division", scheme="MCA2030", code="4419", on=on)
