"""Imports on the wire."""

from services.chassis.ids import new_id
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
    Regexp,
    Schema,
    Text,
)
from services.chassis.sheets.standing import ImportErrorSchema
from services.members.register_import.domain.register_import import ImportState
from services.members.register_import.use_cases.begin_import import BeginImport
from services.members.register_import.use_cases.get_import import OfImport
from services.members.register_import.use_cases.list_imports import ListImports
from services.members.register_import.use_cases.undo_import import UndoImport

FILE_TOKEN = "^[0-9a-f]{64}[.][A-Za-z0-9_-]{43}$"  # nosec B105  # a pattern


class BeginImportSchema(Schema):
    """`file` is what sending the file answered; of a trial nothing stays but its counts and its bad rows."""

    schema_name = "register_imports.BeginImport"
    builds = BeginImport
    id = Id(load_default=new_id)
    community_id = Id(required=True)
    file = Text(
        required=True,
        validate=Regexp(FILE_TOKEN, code="not_a_file"),
        metadata={"examples": [f"{'0' * 64}.{'A' * 43}"]},
    )
    file_name = Text(required=True)
    is_trial = Flag(load_default=False)


class OfImportSchema(Schema):
    schema_name = "register_imports.OfImport"
    builds = OfImport
    import_id = Id(required=True)


class ListImportsSchema(PageQuerySchema):
    schema_name = "register_imports.ListImports"
    builds = ListImports
    community_id = Id(required=True)


class UndoImportSchema(Schema):
    schema_name = "register_imports.UndoImport"
    builds = UndoImport
    import_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class ImportSchema(Schema):
    """`job_id` is the job that takes it in or back: progress is the job's. `error`: why it failed."""

    schema_name = "register_imports.Import"
    id = Id(required=True)
    community_id = Id(required=True)
    file_name = Text(required=True)
    is_trial = Flag(required=True)
    state = Choice(ImportState, required=True)
    error = Nested(ImportErrorSchema, required=True, allow_none=True)
    job_id = Text(required=True)
    asked_by = Text(required=True)
    created_at = Moment(required=True)
    new = Integer(required=True)
    changed = Integer(required=True)
    unchanged = Integer(required=True)
    refused = Integer(required=True)
    has_sheet = Flag(required=True)
    version = Integer(required=True)


class ImportsSchema(PageSchema):
    schema_name = "register_imports.Imports"
    items = ListOf(Nested(ImportSchema), required=True)


class SheetSchema(Schema):
    """A file as the gateway sends it."""

    schema_name = "register_imports.Sheet"
    file = Text(required=True)
    name = Text(required=True)
    type = Text(required=True)
