"""Count anew what is kept of areas, some at a time, and set right what differs: it should find nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.recounts.use_cases.ports import Begin

AT_ONCE = 20
"""Areas; so many communities of 5,000 dwellings take a tenth of a second (docs/decisions/work-log.md)."""


@dataclass(frozen=True)
class RecountGround:
    pass


@dataclass(frozen=True)
class Recounted:
    """`after` None: those were the last areas. `wrong` counts figures by what they are of."""

    after: str | None
    areas: int
    wrong: Mapping[str, int]


def recount_areas(after: str, begin: Begin, caller: Caller) -> Recounted:
    with begin(caller) as tx:
        found = tx.area_kinds.behind(after, AT_ONCE)
        wrong = tx.kept_figures.wrong(after, found[-1]) if found else {}
        if any(wrong.values()):
            tx.trees.lock()
            wrong = tx.kept_figures.set_right(after, found[-1])
    return Recounted(found[-1] if len(found) == AT_ONCE else None, len(found), wrong)
