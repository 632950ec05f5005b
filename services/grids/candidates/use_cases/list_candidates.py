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
        page = tx.candidate_views.listed(command.area_id, preferred, command.after, command.limit)
        staff = tx.people.known([row["id"] for row in page["items"]])
    items = [{**row, "is_staff": row["id"] in staff} for row in page["items"]]
    return {"items": items, "next": page["next"]}
