"""Imports on the wire."""

from services.chassis.schema import (
    Choice,
    Id,
    Integer,
    ListOf,
    Nested,
    PageQuerySchema,
    PageSchema,
    Schema,
)
from services.chassis.sheets.schemas import BeginSheetImport, SentFile, ShownSheetImport
from services.members.register_import.domain.register_import import ImportState
from services.members.register_import.use_cases.begin_import import BeginImport
from services.members.register_import.use_cases.get_import import OfImport
from services.members.register_import.use_cases.list_imports import ListImports
from services.members.register_import.use_cases.undo_import import UndoImport


class BeginImportSchema(BeginSheetImport):
    """`file` is what sending the file answered; of a trial nothing stays but its counts and its bad rows."""

    schema_name = "register_imports.BeginImport"
    builds = BeginImport
    community_id = Id(required=True)


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


class ImportSchema(ShownSheetImport):
    """`job_id` is the job that takes it in or back: progress is the job's. `error`: why it failed."""

    schema_name = "register_imports.Import"
    community_id = Id(required=True)
    state = Choice(ImportState, required=True)
    changed = Integer(required=True)


class ImportsSchema(PageSchema):
    schema_name = "register_imports.Imports"
    items = ListOf(Nested(ImportSchema), required=True)


class SheetSchema(SentFile):
    """A file as the gateway sends it."""

    schema_name = "register_imports.Sheet"
