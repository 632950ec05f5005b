"""Makes a sheet of what stands below an area, in the child: page by page, and at the end its file."""

from collections.abc import Sequence
from typing import Any

from services.chassis.blobs.opening import open_store
from services.chassis.blobs.sealed import keep
from services.chassis.bulk.work import Begin, Tools
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.chassis.sheets.reading import MOST_ROWS
from services.grids.area_sheets.checking import Checks
from services.grids.area_sheets.domain.area_sheet import Layout, SheetFormat, Shown
from services.grids.area_sheets.domain.columns import AreaColumn
from services.grids.area_sheets.domain.errors import AreaSheetTooLong
from services.grids.area_sheets.domain.line import Protected
from services.grids.area_sheets.domain.names import as_text
from services.grids.area_sheets.use_cases.make_area_sheet import keep_area_sheet, read_areas
from services.grids.area_sheets.writing import as_csv, as_workbook

LARGEST = 200 * 2**20


class MakingWork:
    """Of what it has read nothing is kept before the end: whoever goes on begins anew.

    `given` has where the sheet begins, its format, and the names of kinds and schemes.
    """

    def __init__(self, given: dict[str, Any], tools: Tools) -> None:
        self._given, self._tools = given, tools
        self._layout = Layout()
        self._rows: list[Sequence[str]] = []
        self._read: tuple[str, Sequence[Shown]] = ("", ())
        self._after: str | None = ""
        self._total: int | None = None
        self._file: str | None = None

    def prepare(self, job: Job, caller: Caller) -> None:
        """What the step before has read is kept by now."""
        place, shown = self._read
        if shown and job.cursor == {"after": place, "rows": len(self._rows) + len(shown)}:
            checks = Checks(self._tools.seals, caller.district)
            self._rows += [self._filled(each, checks) for each in shown]
            self._after = place or None
        self._read = ("", ())
        if self._after is None and self._file is None:
            self._file = self._kept(caller)

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        sheet_id = job.params["sheet_id"]
        if self._after is None:
            assert self._file is not None
            made = keep_area_sheet(sheet_id, self._file, len(self._rows), begin, caller)
            return Finished(len(self._rows), {"sheet_id": made.id, "areas": made.areas})
        shown, following, total = read_areas(sheet_id, self._after, self._total, begin, caller)
        self._total = total
        self._read = (following or "", shown)
        if not shown:
            self._after = None
        done = len(self._rows) + len(shown)
        _refuse_too_many(max(total, done))
        return Step({"after": following or "", "rows": done}, done=done, total=total)

    def _filled(self, shown: Shown, checks: Checks) -> Sequence[str]:
        parent = as_text(self._layout.parent_of(shown))
        row = Protected(self._given["area_id"] or "", shown.id, shown.version, parent, shown.kind)
        said = {
            AreaColumn.AREA_ID: shown.id,
            AreaColumn.CHECK: f"{shown.version}.{checks.value(row)}",
            AreaColumn.PARENT: parent,
            AreaColumn.KIND: self._given["kinds"].get(shown.kind, shown.kind),
            AreaColumn.NAME: shown.name,
            AreaColumn.SCHEME: shown.scheme,
            AreaColumn.CODE: shown.code,
            AreaColumn.VALID_FROM: shown.valid_from.isoformat() if shown.valid_from else "",
            AreaColumn.EFFECTIVE_ON: "",
            AreaColumn.DOCUMENT: "",
        }
        return [said[column] for column in AreaColumn]

    def _kept(self, caller: Caller) -> str:
        say = self._tools.catalogue.say
        headings = [say(caller.language, f"terms.AreaColumn.{column.value}", {}) for column in AreaColumn]
        if self._given["format"] == SheetFormat.CSV.value:
            content = as_csv(headings, self._rows)
        else:
            lists = {
                AreaColumn.KIND.value: list(self._given["kinds"].values()),
                AreaColumn.SCHEME.value: self._given["schemes"],
            }
            content = as_workbook(headings, self._rows, lists)
        store = open_store(self._tools.settings)
        return keep(store, caller.district, [content], LARGEST).token.text


def _refuse_too_many(areas: int) -> None:
    """What is given out can be sent back: its headings are a row too."""
    if areas >= MOST_ROWS:
        raise AreaSheetTooLong(areas=areas, at_most=MOST_ROWS - 1)
