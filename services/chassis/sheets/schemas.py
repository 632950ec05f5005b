"""Imports of sheets on the wire; each room names its own and says where they go to."""

from services.chassis.ids import new_id
from services.chassis.schema import Flag, Id, Integer, Moment, Nested, Regexp, Schema, Text
from services.chassis.sheets.standing import ImportErrorSchema

FILE_TOKEN = "^[0-9a-f]{64}[.][A-Za-z0-9_-]{43}$"  # nosec B105  # a pattern


class BeginSheetImport(Schema):
    """`file` is what sending the file answered; of a trial nothing stays but its counts and its bad rows."""

    id = Id(load_default=new_id)
    file = Text(
        required=True,
        validate=Regexp(FILE_TOKEN, code="not_a_file"),
        metadata={"examples": [f"{'0' * 64}.{'A' * 43}"]},
    )
    file_name = Text(required=True)
    is_trial = Flag(load_default=False)


class ShownSheetImport(Schema):
    """`job_id` is the job that takes it in: progress is the job's. `error`: why it failed."""

    id = Id(required=True)
    file_name = Text(required=True)
    is_trial = Flag(required=True)
    error = Nested(ImportErrorSchema, required=True, allow_none=True)
    job_id = Text(required=True)
    asked_by = Text(required=True)
    created_at = Moment(required=True)
    new = Integer(required=True)
    unchanged = Integer(required=True)
    refused = Integer(required=True)
    has_sheet = Flag(required=True)
    version = Integer(required=True)


class SentFile(Schema):
    """A file as the gateway sends it."""

    file = Text(required=True)
    name = Text(required=True)
    type = Text(required=True)
