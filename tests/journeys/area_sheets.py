"""Sheets of areas as offices fill them in, sent to a running house."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

from tests.journeys.district import District, Row
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

HEADINGS = ("上级区域", "类型", "名称", "代码类别", "代码", "代码启用日期")
OVER_WITHIN = 60.0
Line = Sequence[Any]


def as_csv(lines: Iterable[Line], headings: Sequence[str] = HEADINGS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *lines])
    return text.getvalue().encode()


def rows_of(workbook: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def workbook_of(rows: Iterable[Line]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@dataclass
class Sheets:
    """Of one district, for one of its people."""

    here: District
    by: Somebody

    def begun(self, content: bytes, area: str | None = "community", **more: Any) -> Row:
        answer = self.by.ask("POST", "/v1/files", content=content)
        assert answer.status_code == 201, answer.text
        body = {"area_id": self.here.ids[area] if area else None, "file": answer.json()["file"]}
        begun: Row = self.by.do("/v1/area-imports", body | {"file_name": "区划表.csv"} | more)
        return begun

    def ended(self, begun: Row, within: float = OVER_WITHIN) -> Row:
        """As it is when its job is over, which is read with it."""
        job = self._over(begun, within)
        return {**self.by.read(f"/v1/area-imports/{begun['id']}"), "job": job}

    def imported(self, content: bytes, area: str | None = "community", **more: Any) -> Row:
        return self.ended(self.begun(content, area, **more))

    def bad_rows(self, ended: Row) -> list[list[Any]]:
        return rows_of(self.file(f"/v1/area-imports/{ended['id']}/bad-rows"))

    def made(self, area: str | None = "community", format: str = "xlsx", language: str = "en") -> bytes:
        asked = self.asked(area, format, language)
        job = self._over(asked, OVER_WITHIN)
        assert job["state"] == "done", job
        return self.file(f"/v1/area-sheets/{asked['id']}/file")

    def asked(self, area: str | None, format: str = "xlsx", language: str = "en") -> Row:
        body = {"area_id": self.here.ids[area] if area else None, "format": format}
        answer = self.by.ask("POST", "/v1/area-sheets", body, language=language)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def file(self, path: str) -> bytes:
        answer = self.by.get(path)
        assert answer.status_code == 200, answer.text
        return answer.content

    def tree(self, area: str = "county") -> list[Row]:
        return self.by.all(f"/v1/areas/{self.here.ids[area]}/subtree", limit=200)

    def _over(self, asked: Row, within: float) -> Row:
        place = f"/v1/jobs/{asked['job_id']}"
        wait_until(lambda: self.by.read(place)["ended_at"] is not None, "the sheet's job is over", within)
        job: Row = self.by.read(place)
        return job


def counts(ended: Row) -> tuple[int, int, int, int]:
    return ended["new"], ended["renamed"], ended["unchanged"], ended["refused"]
