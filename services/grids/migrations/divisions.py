"""Official divisions come from sheets of two kinds, told apart by their heads. Again changes nothing.

Lists have rows between a province and its counties, or a city and its townships, that are no places
(市辖区, 县, 省直辖县级行政区划, a county 00): none is kept, and what stands under one stands under what
that stands under.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

DATA = Path(__file__).parents[1] / "divisions" / "data"
DIVISIONS = ["scheme", "code", "name", "level", "parent_code", "valid_from", "valid_to"]
EVENTS = ["id", "scheme", "kind", "day", "document_no", "from_codes", "to_codes"]
MUNICIPALITIES = ("11", "12", "31", "50")
DIRECTLY_GOVERNED, WHOLE_CITY = "90", "00"
PREFECTURE, COUNTY = 4, 6
Row = Mapping[str, str]

_NO_PLACE = text("DELETE FROM divisions WHERE scheme = :scheme AND code = :code")
_DIVISION = text(
    """
    INSERT INTO divisions (scheme, code, name, level, parent_code, valid_from, valid_to)
    VALUES (:scheme, :code, :name, :level, :parent_code, :valid_from, :valid_to)
    ON CONFLICT (scheme, code, valid_from) DO UPDATE SET
      name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
      valid_to = excluded.valid_to
    """
)
_END = text(
    """
    UPDATE divisions SET valid_to = (
      SELECT MIN(later.valid_from) FROM divisions AS later
      WHERE later.scheme = divisions.scheme AND later.code = divisions.code
        AND later.valid_from > divisions.valid_from)
    WHERE scheme = :scheme AND EXISTS (
      SELECT 1 FROM divisions AS later
      WHERE later.scheme = divisions.scheme AND later.code = divisions.code
        AND later.valid_from > divisions.valid_from
        AND (divisions.valid_to IS NULL OR later.valid_from < divisions.valid_to))
    """
)
_EVENT = text(
    """
    INSERT INTO division_events (id, scheme, kind, day, document_no, from_codes, to_codes)
    VALUES (:id, :scheme, :kind, :day, :document_no, :from_codes, :to_codes)
    ON CONFLICT (id) DO UPDATE SET
      scheme = excluded.scheme, kind = excluded.kind, day = excluded.day,
      document_no = excluded.document_no, from_codes = excluded.from_codes, to_codes = excluded.to_codes
    """
)
_KNOWN = text("SELECT 1 FROM division_successions WHERE event_id = :id LIMIT 1")
_FORGET = text("DELETE FROM division_successions WHERE event_id = :id")
_SUCCESSION = text(
    "INSERT INTO division_successions (scheme, from_code, day, event_id) VALUES (:scheme, :code, :day, :id)"
)


class SheetUnknown(ValueError):
    """Its head is that of neither kind, or a row does not fit it."""


def load(connection: Connection, file: Path) -> int:
    """The rows of one file, as the owner of the tables; how many there were."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        sheet = csv.DictReader(lines)
        rows = list(sheet)
        head = list(sheet.fieldnames or [])
    try:
        if head == DIVISIONS:
            return _divisions(connection, rows)
        if head == EVENTS:
            return _events(connection, rows)
    except (ValueError, TypeError, AttributeError) as error:
        raise SheetUnknown(f"{file.name}: {error}") from None
    raise SheetUnknown(f"{file.name}: {','.join(head)}")


def _divisions(connection: Connection, rows: Sequence[Row]) -> int:
    """A code means one division at a time: a row ends where the code's next one begins."""
    found = [
        {
            **row,
            "level": int(row["level"]),
            "parent_code": _place_of(row["parent_code"]),
            "valid_from": _day(row["valid_from"]),
            "valid_to": _day(row["valid_to"]) if row["valid_to"] else None,
        }
        for row in rows
        if _is_place(row["code"])
    ]
    for row in rows:
        if not _is_place(row["code"]):
            connection.execute(_NO_PLACE, {"scheme": row["scheme"], "code": row["code"]})
    if found:
        connection.execute(_DIVISION, found)
        for scheme in sorted({row["scheme"] for row in rows}):
            connection.execute(_END, {"scheme": scheme})
    return len(found)


def _is_place(code: str) -> bool:
    if len(code) == PREFECTURE:
        return code[:2] not in MUNICIPALITIES and code[2:] != DIRECTLY_GOVERNED
    return len(code) != COUNTY or code[4:] != WHOLE_CITY


def _place_of(code: str) -> str:
    """Itself, or the place that it stands under."""
    while not _is_place(code):
        code = code[:-2]
    return code


def _events(connection: Connection, rows: Sequence[Row]) -> int:
    for row in rows:
        codes = {name: row[name].split(";") if row[name] else [] for name in ("from_codes", "to_codes")}
        written = {name: json.dumps(each) for name, each in codes.items()}
        connection.execute(_EVENT, {**row, **written, "day": _day(row["day"])})
        if connection.execute(_KNOWN, {"id": row["id"]}).first():
            connection.execute(_FORGET, {"id": row["id"]})
        for succession in _successions(row, codes["from_codes"]):
            connection.execute(_SUCCESSION, succession)
    return len(rows)


def _successions(row: Row, codes: list[str]) -> Iterator[dict[str, str]]:
    for code in codes:
        yield {"scheme": row["scheme"], "code": code, "day": _day(row["day"]), "id": row["id"]}


def _day(said: str) -> str:
    return date.fromisoformat(said).isoformat()
