"""Takes an estate's sheet in, in the child."""

from collections.abc import Iterator
from typing import Any

from services.chassis.bulk.work import Begin, Tools
from services.chassis.caller import Caller
from services.chassis.importing import Refusal
from services.chassis.jobs import Job
from services.chassis.sheets.work import SheetWork
from services.grids.estate_sheets.file import Chunk, EstateFile
from services.grids.estate_sheets.use_cases.end_estate_import import end_estate_import, list_refusals
from services.grids.estate_sheets.use_cases.take_estates_in import TakeEstatesIn, take_estates_in


class EstateWork(SheetWork[EstateFile, Chunk]):
    """`given` has the file's token."""

    def __init__(self, given: dict[str, Any], tools: Tools) -> None:
        super().__init__(given["file"], tools)

    def read(self, content: bytes, job: Job, caller: Caller) -> EstateFile:
        return EstateFile(content)

    def chunks(self, file: EstateFile, after: int, job: Job, caller: Caller) -> Iterator[Chunk | None]:
        return file.chunks(after)

    def take(self, chunk: Chunk, job: Job, begin: Begin, caller: Caller) -> None:
        take_estates_in(TakeEstatesIn(job.params["import_id"], chunk.lines, chunk.bad), begin, caller)

    def refusals(self, job: Job, begin: Begin, caller: Caller) -> list[Refusal]:
        return list_refusals(job.params["import_id"], begin, caller)

    def end(self, sheet: str | None, job: Job, begin: Begin, caller: Caller) -> dict[str, Any]:
        ended = end_estate_import(job.params["import_id"], sheet, begin, caller)
        return {"import_id": ended.id, **vars(ended.counts)}

    def count(self, file: EstateFile) -> int:
        return len(file.rows)
