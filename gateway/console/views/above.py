"""Where an area stands."""

from gateway.console.api import Body
from gateway.console.visit import Visit

DEEPEST = 12
"""Areas above an area; six levels are the most that there are."""


def above(visit: Visit, area: Body) -> list[Body]:
    """From the uppermost one that this caller sees down to the one right above."""
    line: list[Body] = []
    parent = visit.area(area["parent_id"])
    while parent is not None and len(line) < DEEPEST:
        line.insert(0, parent)
        parent = visit.area(parent["parent_id"])
    return line
