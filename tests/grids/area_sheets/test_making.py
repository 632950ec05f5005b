"""A sheet is made page by page, and taken in again it says nothing new; on both databases."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from marshmallow import ValidationError

from services.chassis.blobs.folder import FolderBlobs
from services.chassis.blobs.sealed import FileToken, read
from services.chassis.bulk.work import Tools
from services.chassis.fields import Name
from services.chassis.jobs import Finished, JobState
from services.chassis.settings import BlobSettings, Settings
from services.chassis.sheets import reading
from services.chassis.sheets.reading import Row
from services.chassis.words import Catalogue
from services.grids.area_sheets import file as area_file
from services.grids.area_sheets import making
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.area_sheets.domain.errors import AreaSheetTooLong
from services.grids.area_sheets.domain.line import Cells, Line, Reading
from services.grids.area_sheets.domain.names import as_text
from services.grids.area_sheets.file import AreaFile
from services.grids.area_sheets.making import MakingWork
from services.grids.area_sheets.use_cases import make_area_sheet
from services.grids.area_sheets.writing import as_csv, as_workbook
from tests.grids.area_sheets.fakes import a_job
from tests.grids.area_sheets.going import Import
from tests.grids.builders import NOW, id_of
from tests.grids.house import House

SHEET = id_of("sheet")


def made(house: House, folder: Path, format: SheetFormat, broken_off: int = 0) -> bytes:
    """Somebody else goes on after so many steps."""
    with house.begin() as tx:
        tx.area_sheets.add(AreaSheet(SHEET, id_of("community"), format, "job", "me", NOW))
        kinds, seals = tx.standing_areas.kinds(), tx.seals
    given = {
        "area_id": id_of("community"),
        "format": format.value,
        "kinds": {kind: kind for kind in kinds},
        "schemes": ["LOCAL"],
    }
    settings = Settings(blobs=BlobSettings(folder=str(folder)))
    tools = Tools(settings, Catalogue.of_service("grids"), house.clock, seals)
    work, steps = MakingWork(given, tools), 0
    job = replace(a_job("job", "make_area_sheet", JobState.RUNNING), params={"sheet_id": SHEET})
    while True:
        if steps == broken_off:
            work = MakingWork(given, tools)
        call = house._call(True, "make_area_sheet")
        try:
            work.prepare(job, call.caller)
            kept = work.step(job, call.begin, call.caller)
            call.commit()
        finally:
            call.rollback()
        steps += 1
        if isinstance(kept, Finished):
            break
        job = replace(job, cursor=kept.cursor, done=kept.done, total=kept.total)
    assert kept.result == {"sheet_id": SHEET, "areas": 7}
    with house.begin() as tx:
        token = tx.area_sheets.get(SHEET).file
    assert token is not None
    return b"".join(read(FolderBlobs(folder), house.district, FileToken.parse(token)))


@pytest.mark.parametrize("format", list(SheetFormat))
@pytest.mark.parametrize("broken_off", [0, 1, 2])
def test_a_sheet_of_several_pages_says_nothing_new(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: SheetFormat, broken_off: int
):
    monkeypatch.setattr(make_area_sheet, "AT_ONCE", 3)
    going = Import(house, tmp_path, made(house, tmp_path, format, broken_off))
    ended = going.to_its_end(going.holder())
    assert ended == {"new": 0, "renamed": 0, "unchanged": 7, "refused": 0}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@a", "＝1+1", "＋1", "－1", "＠a"])
def test_a_text_runs_nothing_when_it_is_opened_and_comes_back_as_it_was(
    house: House, tmp_path: Path, name: str
):
    house.ask("rename_area", area_id=id_of("micro 1"), name=name, seen_version=1)
    text = made(house, tmp_path, SheetFormat.CSV)
    assert f",{name}".encode() not in text
    assert f",'{name}".encode() in text
    going = Import(house, tmp_path, text)
    assert going.to_its_end(going.holder())["unchanged"] == 7
    assert house.ask("get_area", area_id=id_of("micro 1"))["name"] == name


def test_what_is_given_out_has_no_more_rows_than_may_come_back(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The headings are one of them."""
    monkeypatch.setattr(making, "MOST_ROWS", 7)
    with pytest.raises(AreaSheetTooLong) as refused:
        made(house, tmp_path, SheetFormat.CSV)
    assert (refused.value.areas, refused.value.at_most) == (7, 6)


def test_as_many_rows_as_may_come_back_are_given_out(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(making, "MOST_ROWS", 8)
    monkeypatch.setattr(reading, "MOST_ROWS", 8)
    going = Import(house, tmp_path, made(house, tmp_path, SheetFormat.CSV))
    assert going.to_its_end(going.holder())["unchanged"] == 7


def called(sheet: bytes, names: dict[str, str]) -> bytes:
    rows = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"))))
    for row in rows[1:]:
        row[4] = names.get(row[4], row[4])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("names", "renamed", "refused"),
    [
        ({"micro 1": "micro 2", "micro 2": "micro 9"}, 2, 0),
        ({"micro 2": "micro 1", "micro 1": "micro 9"}, 2, 0),
        ({"micro 1": "micro 2", "micro 2": "micro 1"}, 0, 2),
        ({"base 1": "base 2", "base 2": "base 9"}, 2, 0),
    ],
)
def test_a_name_that_a_sheet_frees_is_free_the_first_time(
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: dict[str, str],
    renamed: int,
    refused: int,
):
    """And the second time nothing changes; two that wait for each other keep their names, every time."""
    monkeypatch.setattr(area_file, "AT_ONCE", 3)
    sheet = called(made(house, tmp_path, SheetFormat.CSV), names)
    for time, changed in enumerate((renamed, 0)):
        going = Import(house, tmp_path, sheet, id=id_of(f"import {time}"))
        unchanged = 7 - changed - refused
        ended = {"new": 0, "renamed": changed, "unchanged": unchanged, "refused": refused}
        assert going.to_its_end(going.holder()) == ended
        assert set(going.faults()) == ({"name_taken"} if refused else set())


def test_a_sheet_is_called_by_its_day_in_shanghai(house: House):
    late = datetime(2026, 3, 5, 16, tzinfo=UTC)
    with house.begin() as tx:
        sheet = AreaSheet(SHEET, id_of("community"), SheetFormat.CSV, "job", "me", late)
        tx.area_sheets.add(replace(sheet, file="a.b"))
    assert house.ask("fetch_area_sheet", sheet_id=SHEET)["name"] == "areas-2026-03-06.csv"


def permitted(name: str) -> bool:
    """What an area may be called."""
    try:
        return Name().deserialize(name) == name
    except ValidationError:
        return False


ODD = "'=+-@\\/;,\t\"_x000D_ \u3000\u00a0\u200b\u200e\ufeff\u00ad％＝１Ａ网格"
NAMES = st.one_of(st.text(ODD, max_size=12), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))


@given(
    names=st.lists(NAMES.filter(permitted), min_size=1, max_size=5), format=st.sampled_from(list(SheetFormat))
)
@example(names=["'=1+1", "''@x", "=2"], format=SheetFormat.CSV)
@example(names=["'=1+1", "''@x", "=2"], format=SheetFormat.XLSX)
@example(names=["'＝1+1", "''＠x", "＋2"], format=SheetFormat.CSV)
@example(names=["a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p"] * 3, format=SheetFormat.CSV)
@example(names=["一 二", "\u200f右", "_x0041_"], format=SheetFormat.XLSX)
def test_whatever_areas_are_called_a_sheet_comes_back_as_it_was(names: list[str], format: SheetFormat):
    rows = [["an id", "1.ok", as_text(names), "micro", name, *[""] * 5] for name in names]
    headings = ["area id", "check value", "upper area", "kind", "name", "code scheme", "code", "valid from"]
    headings += ["effective day", "document number"]
    is_csv = format is SheetFormat.CSV
    lists = {"kind": ["micro"], "scheme": ["LOCAL"]}
    content = as_csv(headings, rows) if is_csv else as_workbook(headings, rows, lists)
    reads = Reading("", {"micro": "micro"}, lambda row, _: row.parent == as_text(names))
    read = [reads.line(row.number, cells) for row, cells in cells_of(content)]
    assert [(line.name, line.parent) for line in read if isinstance(line, Line)] == [
        (name, tuple(names)) for name in names
    ]


def cells_of(content: bytes) -> Iterator[tuple[Row, Cells]]:
    file = AreaFile(content)
    return ((row, file.cells_in(row)) for row in file.rows)
