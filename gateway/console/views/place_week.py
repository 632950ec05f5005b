"""The week of a service place in a form: a line for each span, and an empty one more."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.console.api import Body
from gateway.console.form import Form
from gateway.console.views.service_places import WEEKDAYS

SPAN = re.compile(r"(?:opens|closes)\.([1-7])(?:\.([1-9][0-9]?))?")

SPAN_ENDS = ("opens", "closes")
FEWEST = 2
"""Lines of a day."""
EMPTY = {(day, nth) for day in WEEKDAYS for nth in range(1, FEWEST + 1)}


@dataclass(frozen=True)
class Line:
    """`name` is what its fields end with: `4`, and of a second span `4.2`."""

    day: int
    name: str
    opens: str
    closes: str


def lines_of(hours: Iterable[Body]) -> list[Line]:
    """Those of a place, with an empty one more for each day, so that a break at noon can be entered."""
    spans = list(hours)
    lines: list[Line] = []
    for day in WEEKDAYS:
        there = [each for each in spans if each["weekday"] == day]
        empty = [{"opens": "", "closes": ""}] * max(1, FEWEST - len(there))
        lines += [
            _line(day, nth, each["opens"], each["closes"]) for nth, each in enumerate([*there, *empty], 1)
        ]
    return lines


def lines_in(form: Form, before: str = "") -> list[Line]:
    """Those that were sent; `before` stands before the names of the fields."""
    found = (SPAN.fullmatch(name.removeprefix(before)) for name, _ in form.fields if name.startswith(before))
    spans = {(int(each[1]), int(each[2] or 1)) for each in found if each} | EMPTY
    lines = [_line(day, nth, "", "") for day, nth in sorted(spans)]
    return [
        Line(each.day, each.name, *(clock(form.get(f"{before}{word}.{each.name}")) for word in SPAN_ENDS))
        for each in lines
    ]


def clock(typed: str) -> str:
    """As on a clock, from whatever keyboard: `8：30` is 08:30."""
    hours, colon, minutes = typed.strip().replace("：", ":").partition(":")
    return f"{hours:0>2}{colon}{minutes}" if hours else ""


def of_day(lines: list[Line], day: int) -> list[Line]:
    return [each for each in lines if each.day == day]


def hours_of(lines: list[Line]) -> list[Body]:
    """As the API takes them; a line of which only half is filled in is the API's to refuse."""
    return [
        {"weekday": each.day, "opens": each.opens, "closes": each.closes}
        for each in lines
        if each.opens or each.closes
    ]


def _line(day: int, nth: int, opens: str, closes: str) -> Line:
    return Line(day, str(day) if nth == 1 else f"{day}.{nth}", opens, closes)
