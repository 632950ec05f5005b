"""Takes a sheet of areas in, in the child."""

from collections.abc import Iterator
from typing import Any

from services.chassis.bulk.work import Begin, Tools
from services.chassis.caller import Caller
from services.chassis.importing import Refusal
from services.chassis.jobs import Finished, Job, Step
from services.chassis.sheets.work import SheetWork
from services.grids.area_sheets.checking import Checks
from services.grids.area_sheets.domain.intake import Place, Standing
from services.grids.area_sheets.domain.line import Reading
from services.grids.area_sheets.file import AreaFile, Chunk
from services.grids.area_sheets.use_cases.end_area_import import end_area_import, list_refusals
from services.grids.area_sheets.use_cases.searching import Known
from services.grids.area_sheets.use_cases.take_areas_in import TakeAreasIn, begin_anew, take_areas_in

BEGINNING = {"row": 0}


class AreaWork(SheetWork[AreaFile, Chunk]):
    """`given` has the file's token, where the sheet begins, whether it is a trial, and the kinds' names.

    What a chunk has found is known to the next ones when it is kept. A trial keeps nothing but that: whoever
    goes on with one begins it anew.
    """

    def __init__(self, given: dict[str, Any], tools: Tools) -> None:
        super().__init__(given["file"], tools)
        self._root_id: str = given["area_id"] or ""
        self._is_trial: bool = given["is_trial"]
        self._kinds: dict[str, str] = given["kinds"]
        self._known: dict[Place, Standing | None] = {}
        self._found: tuple[int, Known] = (0, {})
        self._must_begin_anew = False

    def prepare(self, job: Job, caller: Caller) -> None:
        after = job.cursor["row"] if job.cursor else 0
        last, found = self._found
        if last and last <= after:
            self._known |= found
        self._found = (0, {})
        self._must_begin_anew = self._is_trial and self._file is None and after > 0
        if not self._must_begin_anew:
            super().prepare(job, caller)

    def step(self, job: Job, begin: Begin, caller: Caller) -> Step | Finished:
        if self._must_begin_anew:
            begin_anew(job.params["import_id"], begin, caller)
            return Step(BEGINNING, done=0, total=job.total)
        return super().step(job, begin, caller)

    def read(self, content: bytes, job: Job, caller: Caller) -> AreaFile:
        return AreaFile(content)

    def chunks(self, file: AreaFile, after: int, job: Job, caller: Caller) -> Iterator[Chunk | None]:
        checks = Checks(self._tools.seals, caller.district)
        return file.chunks(Reading(self._root_id, self._kinds, checks.holds), after)

    def take(self, chunk: Chunk, job: Job, begin: Begin, caller: Caller) -> None:
        command = TakeAreasIn(job.params["import_id"], chunk.lines, chunk.bad, chunk.ids, self._known)
        self._found = (chunk.last, take_areas_in(command, begin, caller).found)

    def refusals(self, job: Job, begin: Begin, caller: Caller) -> list[Refusal]:
        return list_refusals(job.params["import_id"], begin, caller)

    def end(self, sheet: str | None, job: Job, begin: Begin, caller: Caller) -> dict[str, Any]:
        ended = end_area_import(job.params["import_id"], sheet, begin, caller)
        return {"import_id": ended.id, **vars(ended.counts)}

    def count(self, file: AreaFile) -> int:
        return len(file.rows)
