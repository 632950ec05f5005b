"""A sheet is made page by page, and taken in again it says nothing new; on both databases."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.chassis.blobs.folder import FolderBlobs
from services.chassis.blobs.sealed import FileToken, read
from services.chassis.bulk.work import Tools
from services.chassis.jobs import Finished
from services.chassis.settings import BlobSettings, Settings
from services.chassis.words import Catalogue
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.area_sheets.making import MakingWork
from services.grids.area_sheets.use_cases import make_area_sheet
from tests.grids.area_sheets.test_work import Import
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
    job = replace(Import.job_of("make_area_sheet"), params={"sheet_id": SHEET})
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


def test_a_text_runs_nothing_when_it_is_opened_and_comes_back_as_it_was(house: House, tmp_path: Path):
    house.ask("rename_area", area_id=id_of("micro 1"), name="=1+1", seen_version=1)
    text = made(house, tmp_path, SheetFormat.CSV)
    assert b",=1+1" not in text
    assert b",'=1+1" in text
    going = Import(house, tmp_path, text)
    assert going.to_its_end(going.holder())["unchanged"] == 7
    assert house.ask("get_area", area_id=id_of("micro 1"))["name"] == "=1+1"
