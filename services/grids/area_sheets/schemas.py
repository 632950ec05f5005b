"""Imports and sheets of areas on the wire."""

from services.chassis.ids import new_id
from services.chassis.importing import ImportState
from services.chassis.schema import (
    Choice,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.chassis.sheets.schemas import BeginSheetImport, SentFile, ShownSheetImport
from services.grids.area_sheets.domain.area_sheet import SheetFormat
from services.grids.area_sheets.use_cases.ask_area_sheet import AskAreaSheet
from services.grids.area_sheets.use_cases.begin_area_import import BeginAreaImport
from services.grids.area_sheets.use_cases.get_area_import import OfAreaImport
from services.grids.area_sheets.use_cases.get_area_sheet import OfAreaSheet
from services.grids.area_sheets.use_cases.list_area_imports import ListAreaImports


class BeginAreaImportSchema(BeginSheetImport):
    """`file` is what sending the file answered; of a trial nothing stays but its counts and its bad rows.

    Without `area_id` the sheet begins at the top of the district.
    """

    schema_name = "area_sheets.BeginImport"
    builds = BeginAreaImport
    area_id = Id(load_default=None, allow_none=True)


class OfAreaImportSchema(Schema):
    schema_name = "area_sheets.OfImport"
    builds = OfAreaImport
    area_import_id = Id(required=True)


class ListAreaImportsSchema(PageQuerySchema):
    schema_name = "area_sheets.ListImports"
    builds = ListAreaImports
    area_id = Id(load_default=None)


class AskAreaSheetSchema(Schema):
    """Without `area_id` it begins at the top of the district."""

    schema_name = "area_sheets.AskSheet"
    builds = AskAreaSheet
    id = Id(load_default=new_id)
    area_id = Id(load_default=None, allow_none=True)
    format = Choice(SheetFormat, load_default=SheetFormat.XLSX)


class OfAreaSheetSchema(Schema):
    schema_name = "area_sheets.OfSheet"
    builds = OfAreaSheet
    sheet_id = Id(required=True)


class AreaImportSchema(ShownSheetImport):
    """`job_id` is the job that takes it in: progress is the job's. `error`: why it failed."""

    schema_name = "area_sheets.Import"
    area_id = Id(required=True, allow_none=True)
    state = Choice(ImportState, required=True)
    renamed = Integer(required=True)


class AreaImportsSchema(PageSchema):
    schema_name = "area_sheets.Imports"
    items = ListOf(Nested(AreaImportSchema), required=True)


class AreaSheetSchema(Schema):
    """`job_id` is the job that makes it; `is_made`: its file is there."""

    schema_name = "area_sheets.Sheet"
    id = Id(required=True)
    area_id = Id(required=True, allow_none=True)
    format = Choice(SheetFormat, required=True)
    job_id = Text(required=True)
    asked_by = Text(required=True)
    created_at = Moment(required=True)
    is_made = Flag(required=True)
    areas = Integer(required=True)
    version = Integer(required=True)


class FileSchema(SentFile):
    """A file as the gateway sends it."""

    schema_name = "area_sheets.File"
