"""How much of the ground has an organisation of a kind of its own, and what has none (S2.59)."""

from dataclasses import dataclass
from typing import Any

from services.chassis.caller import Caller
from services.grids.organisations.domain.errors import GroundAmbiguous
from services.grids.organisations.domain.figures import percent_of
from services.grids.organisations.use_cases.ports import After, Begin, Ground


@dataclass(frozen=True)
class ReportOrganisationCoverage:
    """Over the areas of a level in an area, or over its groupings of a kind."""

    area_id: str
    kind: str
    limit: int
    area_kind: str | None = None
    grouping_kind: str | None = None
    after: After = None


def report_organisation_coverage(
    command: ReportOrganisationCoverage, begin: Begin, caller: Caller
) -> dict[str, Any]:
    if (command.area_kind is None) is (command.grouping_kind is None):
        raise GroundAmbiguous().at("area_kind", "grouping_kind")
    ground = Ground(command.area_id, command.area_kind, command.grouping_kind)
    with begin(caller) as tx:
        there, covered = tx.organisation_figures.coverage(ground, command.kind)
        without = tx.organisation_figures.without(ground, command.kind, command.after, command.limit)
    return {
        "there": there,
        "covered": covered,
        "uncovered": there - covered,
        "percent": percent_of(covered, there),
        **without,
    }
