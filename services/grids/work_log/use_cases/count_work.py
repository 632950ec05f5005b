"""How much was done in an area and below in the months of a year, by class: sums of kept figures."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.chassis.caller import Caller
from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.use_cases.ports import Begin


@dataclass(frozen=True)
class CountWork:
    area_id: str
    year: int


def count_work(command: CountWork, begin: Begin, caller: Caller) -> dict[str, Any]:
    since, until = date(command.year, 1, 1), date(command.year + 1, 1, 1)
    with begin(caller) as tx:
        months = tx.work_figures.by_month(command.area_id, since, until)
    summed: Counter[str] = Counter()
    for row in months:
        summed[row["duty_class"]] += row["entries"]
    return {
        "year": command.year,
        "months": [dict(row) | {"month": f"{row['month']:%Y-%m}"} for row in months],
        "classes": [{"duty_class": each.value, "entries": summed[each.value]} for each in DutyClass],
        "entries": summed.total(),
    }
