"""How an import stands: as its row says, until its job has failed or was cancelled."""

from collections.abc import Mapping
from typing import Any, Protocol

from marshmallow import fields

from services.chassis.refusals import Say, said_error
from services.chassis.schema import Schema, Text

WHOLE = ("ended", "undone")


class BrokenOff(Protocol):
    """A job that failed, with its error, or was cancelled."""

    @property
    def state(self) -> Any: ...
    @property
    def error(self) -> dict[str, Any] | None: ...


class ImportErrorSchema(Schema):
    """Why it failed, as its job says."""

    schema_name = "sheets.ImportError"
    code = Text(required=True)
    values = fields.Dict(keys=fields.String(), required=True)
    detail = Text(required=True)


def as_it_stands(
    shown: Mapping[str, Any], broken: BrokenOff | None, say: Say, language: str
) -> dict[str, Any]:
    """With `error` {code, values, detail} in the reader's language; null where nothing is known.

    What has ended, or was undone, is whole, even when its job is kept no longer.
    """
    if broken is None or shown["state"] in WHOLE:
        return {**shown, "error": None}
    error = broken.error and {**broken.error, "detail": said_error(broken.error, say, language)}
    return {**shown, "state": broken.state.value, "error": error}
