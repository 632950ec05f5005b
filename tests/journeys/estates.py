"""Estates as offices list them, sent to a running house."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from tests.journeys.district import District, Row
from tests.processes import wait_until

HEADINGS = ("小区", "楼栋", "单元数", "层数", "每层户数", "没有的房间", "网格")
OVER_WITHIN = 60.0


def as_csv(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return text.getvalue().encode()


def begun_estate(here: District, content: bytes | None = None, **more: Any) -> Row:
    sent = as_csv([("安居苑", "9栋", 1, 1, 1, "", "")]) if content is None else content
    answer = here.officer.ask("POST", "/v1/files", content=sent)
    assert answer.status_code == 201, answer.text
    body = {"community_id": here.ids["community"], "file": answer.json()["file"], "file_name": "楼栋表.csv"}
    begun: Row = here.officer.do("/v1/estate-imports", body | more)
    return begun


def ended(here: District, begun: Row) -> Row:
    """As it is when its job is over, which is read with it."""
    place = f"/v1/jobs/{begun['job_id']}"
    wait_until(lambda: here.officer.read(place)["ended_at"] is not None, "the estate is in", OVER_WITHIN)
    job = here.officer.read(place)
    return {**here.officer.read(f"/v1/estate-imports/{begun['id']}"), "job": job}


def imported(here: District, rows: Iterable[Sequence[Any]], **more: Any) -> Row:
    return ended(here, begun_estate(here, as_csv(rows), **more))


def counts(done: Row) -> tuple[int, int, int, int]:
    return done["new"], done["given"], done["unchanged"], done["refused"]
