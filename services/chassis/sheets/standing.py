"""How an import stands: as its row says, until its job has failed or was cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from services.chassis.importing import BrokenOff, SheetImport
from services.chassis.refusals import Say, said_error
from services.chassis.schema import Schema, Text
from services.chassis.sheets.bad_rows import SHEET_TYPE

WHOLE = ("ended", "undone")


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


@dataclass(frozen=True)
class Shown:
    """Imports as they are answered to a reader; `into` is what the place that they go to is called there."""

    service: str
    into: str
    say: Say
    language: str

    def one(self, found: SheetImport[Any], broken: BrokenOff | None = None) -> dict[str, Any]:
        its = {**vars(found), **vars(found.counts), "has_sheet": found.sheet is not None}
        return self._stood(its, broken)

    def page(self, page: Mapping[str, Any]) -> dict[str, Any]:
        return {**page, "items": [self._stood(item, item["broken"]) for item in page["items"]]}

    def _stood(self, its: Mapping[str, Any], broken: BrokenOff | None) -> dict[str, Any]:
        shown = {**its, self.into: its["into"], "job_id": job_id(self.service, its["job_id"])}
        return as_it_stands(shown, broken, self.say, self.language)


def job_id(service: str, own: str) -> str:
    """As the gateway is asked for it."""
    return f"{service}.{own}"


def bad_rows_of(found: SheetImport[Any], token: str) -> dict[str, str]:
    """As the gateway sends them."""
    name = found.file_name.rpartition(".")[0] or found.file_name
    return {"file": token, "name": f"{name} ✗.xlsx", "type": SHEET_TYPE}
