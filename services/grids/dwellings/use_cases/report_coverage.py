"""Report which dwellings of a community lie in no micro-grid and no exclusive grid, and how many (S2.58)."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.dwellings.use_cases.ports import After, Begin, CoveragePage


@dataclass(frozen=True)
class ReportCoverage:
    area_id: str
    limit: int
    after: After = None


def report_coverage(command: ReportCoverage, begin: Begin, caller: Caller) -> CoveragePage:
    with begin(caller) as tx:
        return tx.dwelling_views.coverage(command.area_id, command.after, command.limit)
