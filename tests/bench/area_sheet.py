"""A sheet of a hundred thousand areas, taken in step by step as the child does it."""

import csv
import io
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from services.chassis.blobs.opening import open_store
from services.chassis.blobs.sealed import keep
from services.chassis.bulk.work import Tools
from services.chassis.clock import SystemClock
from services.chassis.jobs import Finished, Job, JobState
from services.chassis.settings import BlobSettings, Settings
from services.chassis.storage.analysis import Growth, analyze
from services.chassis.words import Catalogue
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.work import AreaWork
from services.grids.bulk import GROWS
from tests.bench.at_service import AtService

DISTRICT, IMPORT = "benchsheet", "01900000-0000-7000-8000-000000000001"
KINDS = ("county", "township", "community", "general_total", "base", "micro")
WIDTHS = (1, 20, 400, 400, 4000, 95_179)


def taken_in(grids: AtService, folder: Path, size: int) -> float:
    """Seconds from the file to the end."""
    content = _sheet()
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


def _sheet() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("上级区域", "类型", "名称", "代码类别", "代码", "代码启用日期"))
    writer.writerows(_rows())
    return text.getvalue().encode()


def _rows() -> Iterator[tuple[Any, ...]]:
    above = [""]
    for kind, width in zip(KINDS, WIDTHS, strict=True):
        here = []
        for number in range(width):
            parent = above[number * len(above) // width]
            name = f"{kind}{number}"
            yield parent, kind, name, "LOCAL", f"{kind}-{number}", "2026-01-01"
            here.append(f"{parent}/{name}" if parent else name)
        above = here
