"""What is asked of imports of estates, and the job that takes them in."""

from typing import Any

from services.chassis.blobs.opening import open_store
from services.chassis.blobs.sealed import keep
from services.chassis.bus import bulk_job, rpc
from services.chassis.caller import Caller
from services.chassis.jobs import Job
from services.chassis.sheets.bad_rows import SHEET_TYPE
from services.chassis.sheets.standing import as_it_stands
from services.grids.estate_sheets.domain.errors import (
    AreaUnknown,
    EstateImportUnknown,
    NoBadEstateRows,
    NotACommunity,
)
from services.grids.estate_sheets.domain.estate_import import EstateImport
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
from services.grids.estate_sheets.use_cases.ports import Begin, BrokenOff, Page

SERVICE = "grids"
FORMS = {"xlsx": (as_workbook, SHEET_TYPE), "csv": (as_csv, "text/csv; charset=utf-8")}
LARGEST_FORM = 2**20
NOT_THERE = (AreaUnknown, NotACommunity)


class EstateSheetEntrypoints:
    begin: Begin
    foundation: Any

    @rpc("dwellings.change", takes=BeginEstateImportSchema(), gives=EstateImportSchema(), refuses=NOT_THERE)
    def begin_estate_import(self, command: BeginEstateImport, caller: Caller) -> dict[str, Any]:
        return self._stood(_shown(begin_estate_import(command, self.begin, caller)), None, caller)

    @rpc(
        "dwellings.change",
        takes=OfEstateImportSchema(),
        gives=EstateImportSchema(),
        refuses=(EstateImportUnknown,),
        reads="public",
    )
    def get_estate_import(self, command: OfEstateImport, caller: Caller) -> dict[str, Any]:
        found, broken = get_estate_import(command, self.begin, caller)
        return self._stood(_shown(found), broken, caller)

    @rpc(
        "dwellings.change",
        takes=ListEstateImportsSchema(),
        gives=EstateImportsSchema(),
        refuses=NOT_THERE,
        reads="public",
    )
    def list_estate_imports(self, command: ListEstateImports, caller: Caller) -> Page:
        page = list_estate_imports(command, self.begin, caller)
        items = [{**item, "job_id": _job_id(item["job_id"])} for item in page["items"]]
        return {**page, "items": [self._stood(item, item["broken"], caller) for item in items]}

    @rpc(
        "dwellings.change",
        takes=OfEstateImportSchema(),
        gives=EstateFileSchema(),
        refuses=(EstateImportUnknown, NoBadEstateRows),
        reads="public",
    )
    def get_bad_estate_rows(self, command: OfEstateImport, caller: Caller) -> dict[str, str]:
        found, sheet = get_bad_estate_rows(command, self.begin, caller)
        name = found.file_name.rpartition(".")[0] or found.file_name
        return {"file": sheet, "name": f"{name} ✗.xlsx", "type": SHEET_TYPE}

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

    def _stood(self, shown: dict[str, Any], broken: BrokenOff | None, caller: Caller) -> dict[str, Any]:
        return as_it_stands(shown, broken, self.foundation.catalogue.say, caller.language)


def _shown(each: EstateImport) -> dict[str, Any]:
    return {
        **vars(each),
        **vars(each.counts),
        "job_id": _job_id(each.job_id),
        "has_sheet": each.sheet is not None,
    }


def _job_id(own: str) -> str:
    return f"{SERVICE}.{own}"
