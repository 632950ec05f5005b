"""List the candidates of an area and below, the preferred first, and who of them is staff already (S2.61)."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.candidates.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListCandidates:
    """Who is preferred is looked up in the district's tags of today."""

    area_id: str
    limit: int
    after: After = None


def list_candidates(command: ListCandidates, begin: Begin, caller: Caller, today: date) -> Page:
    with begin(caller) as tx:
        preferred = tx.candidate_tags.get().on(today).preferred
        found, following = tx.candidate_views.listed(command.area_id, preferred, command.after, command.limit)
        staff = tx.people.known([each.id for each, _ in found])
        whole = tx.sees_candidates_whole
    items = [
        {**vars(each.shown(whole=whole)), "preferred": is_preferred, "is_staff": each.id in staff}
        for each, is_preferred in found
    ]
    return {"items": items, "next": following}
