"""Imports of estates on the wire."""

from services.chassis.importing import ImportState
from services.chassis.schema import (
    Choice,
    Id,
    Integer,
    ListOf,
    Nested,
    OneOf,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
)
from services.chassis.sheets.schemas import BeginSheetImport, SentFile, ShownSheetImport
from services.grids.estate_sheets.use_cases.begin_estate_import import BeginEstateImport
from services.grids.estate_sheets.use_cases.get_estate_form import GetEstateForm
from services.grids.estate_sheets.use_cases.get_estate_import import OfEstateImport
from services.grids.estate_sheets.use_cases.list_estate_imports import ListEstateImports


class BeginEstateImportSchema(BeginSheetImport):
    """`file` is what sending the file answered; of a trial nothing stays but its counts and its bad rows."""

    schema_name = "estate_sheets.BeginImport"
    builds = BeginEstateImport
    community_id = Id(required=True)


class OfEstateImportSchema(Schema):
    schema_name = "estate_sheets.OfImport"
    builds = OfEstateImport
    estate_import_id = Id(required=True)


class ListEstateImportsSchema(PageQuerySchema):
    schema_name = "estate_sheets.ListImports"
    builds = ListEstateImports
    community_id = Id(required=True)


class GetEstateFormSchema(Schema):
    schema_name = "estate_sheets.GetForm"
    builds = GetEstateForm
    format = Text(load_default="xlsx", validate=OneOf(["xlsx", "csv"]))


class EstateImportSchema(ShownSheetImport):
    """`job_id` is the job that takes it in: progress is the job's. `error`: why it failed."""

    schema_name = "estate_sheets.Import"
    community_id = Id(required=True)
    state = Choice(ImportState, required=True)
    given = Integer(required=True)


class EstateImportsSchema(PageSchema):
    schema_name = "estate_sheets.Imports"
    items = ListOf(Nested(EstateImportSchema), required=True)


class EstateFileSchema(SentFile):
    """A file as the gateway sends it."""

    schema_name = "estate_sheets.File"
