"""A sheet of a hundred thousand areas, taken in step by step as the child does it."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from services.chassis.blobs.opening import open_store
from services.chassis.blobs.sealed import keep
from services.chassis.bulk.work import Tools
from services.chassis.clock import SystemClock
from services.chassis.jobs import Finished, Job, JobState
from services.chassis.settings import BlobSettings, Settings
from services.chassis.storage.analysis import Growth, analyze
from services.chassis.words import Catalogue
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.columns import FIRST_CALLED, AreaColumn
from services.grids.area_sheets.work import AreaWork
from services.grids.area_sheets.writing import as_csv
from services.grids.bulk import GROWS
from tests.bench.at_service import AtService

DISTRICT, IMPORT = "benchsheet", "01900000-0000-7000-8000-000000000001"
KINDS = ("county", "township", "community", "general_total", "base", "micro")
TOWNSHIPS = 20
WIDTHS = (1, TOWNSHIPS, 400, 400, 4000)
"""The rest of a sheet are micro-grids."""
FOUNDED = date(2026, 1, 1)
"""Micro-grids are founded later, those of each township on a day and by a document of its own."""


def taken_in(grids: AtService, folder: Path, size: int) -> float:
    """Seconds from the file to the end."""
    content = _sheet(size)
    settings = Settings(blobs=BlobSettings(folder=str(folder / "blobs")))
    token = keep(open_store(settings), DISTRICT, [content], 100 * 2**20).token.text
    with grids.call(DISTRICT, writes=True) as call, call.begin(call.caller) as tx:
        tx.area_imports.add(AreaImport(IMPORT, None, "a.csv", token, False, "job", "bench", grids.now))
        kinds = {name: kind for kind, names in tx.standing_areas.kinds().items() for name in (kind, *names)}
    given = {"file": token, "area_id": None, "is_trial": False, "kinds": kinds}
    seals = grids.database.seals
    assert seals is not None
    work = AreaWork(given, Tools(settings, Catalogue.of_service("grids"), SystemClock(), seals))
    started = time.perf_counter()
    ended = _worked_off(grids, work)
    taken = time.perf_counter() - started
    assert ended.result == {"import_id": IMPORT, "new": size, "renamed": 0, "unchanged": 0, "refused": 0}
    return taken


def _worked_off(grids: AtService, work: AreaWork) -> Finished:
    job = Job(
        id="job", kind="import_areas", state=JobState.RUNNING, params={"import_id": IMPORT}, cursor=None,
        done=0, total=None, result=None, error=None, asked_by="bench", is_cancelled=False,
        created_at=grids.now, started_at=None, ended_at=None, version=1,
    )  # fmt: skip
    growth = Growth()
    while True:
        with grids.call(DISTRICT, writes=True) as call:
            work.prepare(job, call.caller)
        with grids.call(DISTRICT, writes=True) as call:
            kept = work.step(job, call.begin, call.caller)
        if isinstance(kept, Finished):
            return kept
        if growth.calls_for_it(kept.done):
            analyze(grids.database, GROWS)
        job = replace(job, cursor=kept.cursor, done=kept.done, total=kept.total)


def _sheet(size: int) -> bytes:
    """As one is given out, and filled in with what is to come: the columns that are hidden stay empty."""
    headings = [FIRST_CALLED[column] for column in AreaColumn]
    return as_csv(headings, ([row.get(column, "") for column in AreaColumn] for row in _rows(size)))


def _rows(size: int) -> Iterator[Mapping[AreaColumn, str]]:
    """Each with a code, its first day, and the day and the document by which it was founded."""
    above = [""]
    for kind, width in zip(KINDS, (*WIDTHS, size - sum(WIDTHS)), strict=True):
        here = []
        for number in range(width):
            parent = above[number * len(above) // width]
            name = f"{kind}{number}"
            days = number * TOWNSHIPS // width if kind == KINDS[-1] else 0
            founded = FOUNDED + timedelta(days=days)
            yield {
                AreaColumn.PARENT: parent,
                AreaColumn.KIND: kind,
                AreaColumn.NAME: name,
                AreaColumn.SCHEME: "LOCAL",
                AreaColumn.CODE: f"{kind}-{number}",
                AreaColumn.VALID_FROM: founded.isoformat(),
                AreaColumn.EFFECTIVE_ON: founded.isoformat(),
                AreaColumn.DOCUMENT: f"府发〔2026〕{founded.day}号",
            }
            here.append(f"{parent}/{name}" if parent else name)
        above = here
