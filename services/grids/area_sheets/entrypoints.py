"""What is asked of imports and sheets of areas, and the jobs that take them in and make them."""

from typing import Any

from services.chassis.bus import bulk_job, rpc
from services.chassis.caller import Caller
from services.chassis.clock import SHANGHAI
from services.chassis.jobs import Job
from services.chassis.sheets.bad_rows import SHEET_TYPE
from services.chassis.sheets.standing import Shown, bad_rows_of, job_id
from services.chassis.standards.cells import text_of
from services.grids.area_sheets.domain.area_sheet import AreaSheet, SheetFormat
from services.grids.area_sheets.domain.errors import (
    AreaAbolished,
    AreaImportUnknown,
    AreaSheetNotMade,
    AreaSheetUnknown,
    AreaUnknown,
    NoBadAreaRows,
    SheetNeedsWholeDistrict,
)
from services.grids.area_sheets.schemas import (
    AreaImportSchema,
    AreaImportsSchema,
    AreaSheetSchema,
    AskAreaSheetSchema,
    BeginAreaImportSchema,
    FileSchema,
    ListAreaImportsSchema,
    OfAreaImportSchema,
    OfAreaSheetSchema,
)
from services.grids.area_sheets.use_cases.ask_area_sheet import AskAreaSheet, ask_area_sheet
from services.grids.area_sheets.use_cases.begin_area_import import BeginAreaImport, begin_area_import
from services.grids.area_sheets.use_cases.get_area_import import (
    OfAreaImport,
    get_area_import,
    get_bad_area_rows,
)
from services.grids.area_sheets.use_cases.get_area_sheet import OfAreaSheet, fetch_area_sheet, get_area_sheet
from services.grids.area_sheets.use_cases.list_area_imports import ListAreaImports, list_area_imports
from services.grids.area_sheets.use_cases.ports import Begin, Page

SERVICE = "grids"
TYPES = {SheetFormat.XLSX: SHEET_TYPE, SheetFormat.CSV: "text/csv; charset=utf-8"}
NOT_THERE = (AreaUnknown, AreaAbolished, SheetNeedsWholeDistrict)


class AreaSheetEntrypoints:
    begin: Begin
    foundation: Any

    @rpc("areas.import", takes=BeginAreaImportSchema(), gives=AreaImportSchema(), refuses=NOT_THERE)
    def begin_area_import(self, command: BeginAreaImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(begin_area_import(command, self.begin, caller))

    @rpc(
        "areas.import",
        takes=OfAreaImportSchema(),
        gives=AreaImportSchema(),
        refuses=(AreaImportUnknown,),
        reads="public",
    )
    def get_area_import(self, command: OfAreaImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(*get_area_import(command, self.begin, caller))

    @rpc(
        "areas.import",
        takes=ListAreaImportsSchema(),
        gives=AreaImportsSchema(),
        refuses=(AreaUnknown, SheetNeedsWholeDistrict),
        reads="public",
    )
    def list_area_imports(self, command: ListAreaImports, caller: Caller) -> Page:
        return _shown(self.foundation, caller).page(list_area_imports(command, self.begin, caller))

    @rpc(
        "areas.import",
        takes=OfAreaImportSchema(),
        gives=FileSchema(),
        refuses=(AreaImportUnknown, NoBadAreaRows),
        reads="public",
    )
    def get_bad_area_rows(self, command: OfAreaImport, caller: Caller) -> dict[str, str]:
        return bad_rows_of(*get_bad_area_rows(command, self.begin, caller))

    @rpc("areas.import", takes=AskAreaSheetSchema(), gives=AreaSheetSchema(), refuses=NOT_THERE)
    def ask_area_sheet(self, command: AskAreaSheet, caller: Caller) -> dict[str, Any]:
        return _sheet(ask_area_sheet(command, self.begin, caller))

    @rpc(
        "areas.import",
        takes=OfAreaSheetSchema(),
        gives=AreaSheetSchema(),
        refuses=(AreaSheetUnknown,),
        reads="public",
    )
    def get_area_sheet(self, command: OfAreaSheet, caller: Caller) -> dict[str, Any]:
        return _sheet(get_area_sheet(command, self.begin, caller))

    @rpc(
        "areas.import",
        takes=OfAreaSheetSchema(),
        gives=FileSchema(),
        refuses=(AreaSheetUnknown, AreaSheetNotMade),
        reads="public",
    )
    def fetch_area_sheet(self, command: OfAreaSheet, caller: Caller) -> dict[str, str]:
        found, file = fetch_area_sheet(command, self.begin, caller)
        name = f"areas-{found.created_at.astimezone(SHANGHAI):%Y-%m-%d}.{found.format.value}"
        return {"file": file, "name": name, "type": TYPES[found.format]}

    @bulk_job("areas.import")
    def import_areas(self, job: Job, caller: Caller) -> dict[str, Any]:
        """What the child is given: the file's token, where the sheet begins, and what kinds are called."""
        with self.begin(caller) as tx:
            found = tx.area_imports.get(job.params["import_id"])
            kinds = tx.standing_areas.kinds()
        named = {text_of(name): kind for kind, names in kinds.items() for name in (kind, *names)}
        return {"file": found.file, "area_id": found.into, "is_trial": found.is_trial, "kinds": named}

    @bulk_job("areas.import")
    def make_area_sheet(self, job: Job, caller: Caller) -> dict[str, Any]:
        """The same for a sheet that is given out, in the language of whoever asked for it."""
        with self.begin(caller) as tx:
            found = tx.area_sheets.get(job.params["sheet_id"])
            kinds, schemes = tx.standing_areas.kinds(), tx.standing_areas.schemes()
        place = 0 if caller.language.startswith("zh") else -1
        return {
            "area_id": found.area_id,
            "format": found.format.value,
            "kinds": {kind: names[place] for kind, names in kinds.items()},
            "schemes": schemes,
        }


def _sheet(each: AreaSheet) -> dict[str, Any]:
    return {**vars(each), "job_id": job_id(SERVICE, each.job_id), "is_made": each.file is not None}


def _shown(foundation: Any, caller: Caller) -> Shown:
    return Shown(SERVICE, "area_id", foundation.catalogue.say, caller.language)
