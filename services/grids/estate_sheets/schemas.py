"""Imports of estates on the wire."""

from services.chassis.ids import new_id
from services.chassis.schema import (
    Choice,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Nested,
    OneOf,
    PageQuerySchema,
    PageSchema,
    Regexp,
    Schema,
    Text,
)
from services.chassis.sheets.standing import ImportErrorSchema
from services.grids.estate_sheets.domain.estate_import import EstateImportState
from services.grids.estate_sheets.use_cases.begin_estate_import import BeginEstateImport
from services.grids.estate_sheets.use_cases.get_estate_form import GetEstateForm
from services.grids.estate_sheets.use_cases.get_estate_import import OfEstateImport
from services.grids.estate_sheets.use_cases.list_estate_imports import ListEstateImports

FILE_TOKEN = "^[0-9a-f]{64}[.][A-Za-z0-9_-]{43}$"  # nosec B105  # a pattern


class BeginEstateImportSchema(Schema):
    """`file` is what sending the file answered; of a trial nothing stays but its counts and its bad rows."""

    schema_name = "estate_sheets.BeginImport"
    builds = BeginEstateImport
    id = Id(load_default=new_id)
    community_id = Id(required=True)
    file = Text(
        required=True,
        validate=Regexp(FILE_TOKEN, code="not_a_file"),
        metadata={"examples": [f"{'0' * 64}.{'A' * 43}"]},
    )
    file_name = Text(required=True)
    is_trial = Flag(load_default=False)


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


class EstateImportSchema(Schema):
    """`job_id` is the job that takes it in: progress is the job's. `error`: why it failed."""

    schema_name = "estate_sheets.Import"
    id = Id(required=True)
    community_id = Id(required=True)
    file_name = Text(required=True)
    is_trial = Flag(required=True)
    state = Choice(EstateImportState, required=True)
    error = Nested(ImportErrorSchema, required=True, allow_none=True)
    job_id = Text(required=True)
    asked_by = Text(required=True)
    created_at = Moment(required=True)
    new = Integer(required=True)
    given = Integer(required=True)
    unchanged = Integer(required=True)
    refused = Integer(required=True)
    has_sheet = Flag(required=True)
    version = Integer(required=True)


class EstateImportsSchema(PageSchema):
    schema_name = "estate_sheets.Imports"
    items = ListOf(Nested(EstateImportSchema), required=True)


class EstateFileSchema(Schema):
    """A file as the gateway sends it."""

    schema_name = "estate_sheets.File"
    file = Text(required=True)
    name = Text(required=True)
    type = Text(required=True)
