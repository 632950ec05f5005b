"""Find people on duty by the beginning of their name."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.posts.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class SearchStaff:
    name_prefix: str
    limit: int
    after: After = None


def search_staff(command: SearchStaff, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.people_views.named(command.name_prefix, command.after, command.limit)
