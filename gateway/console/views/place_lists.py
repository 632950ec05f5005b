"""The lists of a service place: special days, who is on duty, zones, equipment, operators, sharers."""

import re
from collections.abc import Callable

from gateway.console.api import Body
from gateway.console.form import whole
from gateway.console.refusal import Refusal
from gateway.console.views.place_parts import DAYS, Column, Part, Row
from gateway.console.views.place_week import clock
from gateway.console.views.posts import YES
from gateway.console.views.units import all_of
from gateway.console.visit import Visit

SPAN = re.compile(r"exceptions\.(\d+)(?:\.spans\.(\d+))?")


def _in_lines(refusal: Refusal, rows: list[Row]) -> Refusal:
    """A special day's spans are a row each."""
    days = list(dict.fromkeys(row["day"] for row in rows))
    lines = [[at for at, row in enumerate(rows) if row["day"] == day] for day in days]

    def line(found: re.Match[str]) -> str:
        return f"exceptions.{lines[int(found[1])][int(found[2] or 0)]}"

    fields = [each | {"field": SPAN.sub(line, each["field"])} for each in refusal.problem["fields"]]
    return refusal.at(fields)


def _plain(*names: str) -> Callable[[list[Body]], list[Row]]:
    return lambda items: [
        {name: "" if each[name] is None else str(each[name]) for name in names} for each in items
    ]


def _filled(row: Row, *names: str) -> Body:
    return {name: row[name] for name in names if row[name]}


def _day_rows(items: list[Body]) -> list[Row]:
    closed: list[Body] = [{"opens": "", "closes": ""}]
    return [
        {"day": each["day"], "opens": span["opens"], "closes": span["closes"]}
        for each in items
        for span in each["spans"] or closed
    ]


def _day_body(rows: list[Row], _: dict[str, str]) -> list[Body]:
    spans: dict[str, list[Body]] = {row["day"]: [] for row in rows}
    for row in rows:
        if row["opens"] or row["closes"]:
            spans[row["day"]].append({"opens": clock(row["opens"]), "closes": clock(row["closes"])})
    return [{"day": day, "spans": found} for day, found in spans.items()]


def _duty_rows(items: list[Body]) -> list[Row]:
    return [
        {name: YES if day in each["weekdays"] else "" for name, day in DAYS.items()}
        | {"role": each["role"], "staff_id": each["staff_id"] or "", "starts": each["starts"]}
        | {"ends": each["ends"], "on_holidays": "" if each["follows_calendar"] else YES}
        for each in items
    ]


def _duty_body(rows: list[Row], _: dict[str, str]) -> list[Body]:
    return [
        _filled(row, "role", "staff_id")
        | {"weekdays": [day for name, day in DAYS.items() if row[name] == YES]}
        | {"starts": clock(row["starts"]), "ends": clock(row["ends"])}
        | {"follows_calendar": row["on_holidays"] != YES}
        for row in rows
    ]


def _people(visit: Visit, place: Body, line: list[Body]) -> dict[str, str]:
    """Whoever is appointed in its area, and whoever is on duty there already."""
    there = [each["staff_id"] for each in place["duties"] if each["staff_id"]]
    known = {each: person["display_name"] for each in there if (person := visit.staff(each))}
    found = (
        all_of(visit, "/v1/appointments", area_id=place["area_id"])
        if line and visit.may("grids.list_appointments")
        else []
    )
    none = visit.speech.term("none", None)
    return dict.fromkeys(there, none) | {each["staff_id"]: each["display_name"] for each in found} | known


def _organisations(visit: Visit, place: Body, line: list[Body]) -> dict[str, str]:
    """Those of its community, or of its area where there is none, and those that share it already."""
    there = {each["id"]: each["name"] for each in place["organisations"]}
    if not line or not visit.may("grids.list_organisations"):
        return there
    communities = [each for each in line if visit.levels.level(each["kind"])["is_community"]]
    found = all_of(visit, "/v1/organisations", area_id=[line[-1], *communities][-1]["id"])
    return {each["id"]: each["name"] for each in found} | there


SPECIAL_DAYS = Part(
    "exceptions",
    (Column("day", "date", "place_parts.day"), Column("opens", "clock", "places.opens"),
     Column("closes", "clock", "places.closes")),
    _day_rows,
    _day_body,
    in_rows=_in_lines,
)  # fmt: skip
DUTIES = Part(
    "duties",
    (Column("role", "text", "place_parts.role"), Column("staff_id", "choice", "appoint.person"),
     Column("weekdays", "days", "place_parts.weekdays"), Column("starts", "clock", "place_parts.starts"),
     Column("ends", "clock", "place_parts.ends"), Column("on_holidays", "tick", "place_parts.on_holidays")),
    _duty_rows,
    _duty_body,
    _people,
)  # fmt: skip
ZONES = Part(
    "zones",
    (Column("name", "text", "places.name"), Column("area_m2", "number", "places.area_m2")),
    _plain("name", "area_m2"),
    lambda rows, _: [_filled(row, "name", "area_m2") for row in rows],
)
EQUIPMENT = Part(
    "equipment",
    (Column("name", "text", "places.name"), Column("count", "number", "place_parts.count")),
    _plain("name", "count"),
    lambda rows, _: [
        _filled(row, "name") | ({"count": whole(row["count"])} if row["count"] else {}) for row in rows
    ],
)
OPERATORS = Part(
    "operators",
    (Column("name", "text", "places.name"), Column("valid_from", "date", "appoint.from"),
     Column("valid_to", "date", "appoint.to")),
    _plain("name", "valid_from", "valid_to", "organisation_id"),
    lambda rows, _: [_filled(row, "name", "valid_from", "valid_to", "organisation_id") for row in rows],
    hidden=("organisation_id",),
)  # fmt: skip
SHARERS = Part(
    "organisations",
    (Column("id", "choice", "place_parts.organisation"),),
    _plain("id"),
    lambda rows, names: [{"id": row["id"], "name": names.get(row["id"], row["id"])} for row in rows],
    _organisations,
)
PARTS = (SPECIAL_DAYS, DUTIES, ZONES, EQUIPMENT, OPERATORS, SHARERS)
