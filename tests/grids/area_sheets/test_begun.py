"""An import is asked for: where it begins, who may, and that one waits for the other."""

import pytest

from services.chassis.caller import Scope
from services.grids.area_sheets.domain.area_sheet import SheetFormat
from services.grids.area_sheets.domain.errors import (
    AreaAbolished,
    AreaImportUnknown,
    AreaSheetNotMade,
    AreaUnknown,
    NoBadAreaRows,
    SheetNeedsWholeDistrict,
)
from services.grids.area_sheets.domain.events import AreaImportBegun
from services.grids.area_sheets.use_cases.ask_area_sheet import AskAreaSheet, ask_area_sheet
from services.grids.area_sheets.use_cases.begin_area_import import BeginAreaImport, begin_area_import
from services.grids.area_sheets.use_cases.get_area_import import (
    OfAreaImport,
    get_area_import,
    get_bad_area_rows,
)
from services.grids.area_sheets.use_cases.get_area_sheet import OfAreaSheet, fetch_area_sheet
from services.grids.areas.use_cases.found_areas import found_areas
from tests.grids.builders import TODAY, founding, id_of, the_ground
from tests.grids.world import CALLER, FakeWorld

IMPORT, SHEET = id_of("import"), id_of("sheet")


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    world.kept.events.clear()
    return world


def asking(area: str | None) -> BeginAreaImport:
    return BeginAreaImport(IMPORT, id_of(area) if area else None, "token", "a.csv", is_trial=False)


@pytest.mark.parametrize("area", ["community", None])
def test_an_import_is_kept_told_and_waits_for_any_other_of_the_district(world: FakeWorld, area: str | None):
    begun = begin_area_import(asking(area), world, CALLER)
    assert world.kept.area_imports[IMPORT] == begun
    assert world.events == [AreaImportBegun(IMPORT, begun.into, is_trial=False, version=1)]
    assert begun.job_id == "import_areas of areas"
    assert "token" not in repr(begun)


@pytest.mark.parametrize(
    ("area", "refusal"),
    [
        (None, SheetNeedsWholeDistrict),
        ("elsewhere", AreaUnknown),
        ("nowhere", AreaUnknown),
        ("total", AreaAbolished),
    ],
)
def test_what_is_refused_is_neither_kept_nor_told(
    world: FakeWorld, area: str | None, refusal: type[Exception]
):
    world.scope = Scope((id_of("community"),))
    world.kept.areas[id_of("total")].active = False
    with pytest.raises(refusal):
        begin_area_import(asking(area), world, CALLER)
    with pytest.raises(refusal):
        ask_area_sheet(AskAreaSheet(SHEET, asking(area).area_id, SheetFormat.CSV), world, CALLER)
    assert (world.kept.area_imports, world.kept.area_sheets, world.events) == ({}, {}, [])


def test_an_import_is_seen_from_where_it_began(world: FakeWorld):
    begun = begin_area_import(asking("community"), world, CALLER)
    assert get_area_import(OfAreaImport(IMPORT), world, CALLER) == (begun, None)
    world.scope = Scope((id_of("elsewhere"),))
    with pytest.raises(AreaImportUnknown):
        get_area_import(OfAreaImport(IMPORT), world, CALLER)


def test_there_is_no_sheet_before_it_is_made(world: FakeWorld):
    begin_area_import(asking(None), world, CALLER)
    ask_area_sheet(AskAreaSheet(SHEET, None, SheetFormat.XLSX), world, CALLER)
    with pytest.raises(NoBadAreaRows):
        get_bad_area_rows(OfAreaImport(IMPORT), world, CALLER)
    with pytest.raises(AreaSheetNotMade):
        fetch_area_sheet(OfAreaSheet(SHEET), world, CALLER)
