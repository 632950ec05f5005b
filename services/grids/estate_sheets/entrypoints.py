"""What is asked of imports of estates, and the job that takes them in."""

from typing import Any

from services.chassis.blobs.opening import open_store
from services.chassis.blobs.sealed import keep
from services.chassis.bus import bulk_job, rpc
from services.chassis.caller import Caller
from services.chassis.jobs import Job
from services.chassis.sheets.bad_rows import SHEET_TYPE
from services.chassis.sheets.standing import Shown, bad_rows_of
from services.grids.estate_sheets.domain.errors import (
    AreaUnknown,
    EstateImportUnknown,
    NoBadEstateRows,
    NotACommunity,
)
from services.grids.estate_sheets.form import as_csv, as_workbook
from services.grids.estate_sheets.schemas import (
    BeginEstateImportSchema,
    EstateFileSchema,
    EstateImportSchema,
    EstateImportsSchema,
    GetEstateFormSchema,
    ListEstateImportsSchema,
    OfEstateImportSchema,
)
from services.grids.estate_sheets.use_cases.begin_estate_import import (
    BeginEstateImport,
    begin_estate_import,
)
from services.grids.estate_sheets.use_cases.get_estate_form import GetEstateForm, get_estate_form
from services.grids.estate_sheets.use_cases.get_estate_import import (
    OfEstateImport,
    get_bad_estate_rows,
    get_estate_import,
)
from services.grids.estate_sheets.use_cases.list_estate_imports import (
    ListEstateImports,
    list_estate_imports,
)
from services.grids.estate_sheets.use_cases.ports import Begin, Page

SERVICE = "grids"
FORMS = {"xlsx": (as_workbook, SHEET_TYPE), "csv": (as_csv, "text/csv; charset=utf-8")}
LARGEST_FORM = 2**20
NOT_THERE = (AreaUnknown, NotACommunity)


class EstateSheetEntrypoints:
    begin: Begin
    foundation: Any

    @rpc("dwellings.change", takes=BeginEstateImportSchema(), gives=EstateImportSchema(), refuses=NOT_THERE)
    def begin_estate_import(self, command: BeginEstateImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(begin_estate_import(command, self.begin, caller))

    @rpc(
        "dwellings.change",
        takes=OfEstateImportSchema(),
        gives=EstateImportSchema(),
        refuses=(EstateImportUnknown,),
        reads="public",
    )
    def get_estate_import(self, command: OfEstateImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(*get_estate_import(command, self.begin, caller))

    @rpc(
        "dwellings.change",
        takes=ListEstateImportsSchema(),
        gives=EstateImportsSchema(),
        refuses=NOT_THERE,
        reads="public",
    )
    def list_estate_imports(self, command: ListEstateImports, caller: Caller) -> Page:
        return _shown(self.foundation, caller).page(list_estate_imports(command, self.begin, caller))

    @rpc(
        "dwellings.change",
        takes=OfEstateImportSchema(),
        gives=EstateFileSchema(),
        refuses=(EstateImportUnknown, NoBadEstateRows),
        reads="public",
    )
    def get_bad_estate_rows(self, command: OfEstateImport, caller: Caller) -> dict[str, str]:
        return bad_rows_of(*get_bad_estate_rows(command, self.begin, caller))

    @rpc("dwellings.change", takes=GetEstateFormSchema(), gives=EstateFileSchema(), reads="public")
    def get_estate_form(self, command: GetEstateForm, caller: Caller) -> dict[str, str]:
        """In the language of whoever asks."""
        name = get_estate_form(command, self.begin, caller)
        make, type_ = FORMS[command.format]
        content = make("zh_CN" if caller.language.startswith("zh") else "en")
        store = open_store(self.foundation.settings)
        kept = keep(store, caller.district, [content], LARGEST_FORM)
        return {"file": kept.token.text, "name": name, "type": type_}

    @bulk_job("dwellings.change")
    def import_estate(self, job: Job, caller: Caller) -> dict[str, Any]:
        """What the child is given: the file's token."""
        with self.begin(caller) as tx:
            return {"file": tx.estate_imports.get(job.params["import_id"]).file}


def _shown(foundation: Any, caller: Caller) -> Shown:
    return Shown(SERVICE, "community_id", foundation.catalogue.say, caller.language)
