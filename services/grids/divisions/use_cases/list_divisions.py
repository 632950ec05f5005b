"""List the divisions right below one, by code."""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Asked
from services.grids.divisions.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class ListDivisions:
    """`parent_code` None lists the provinces; `on` None is today."""

    limit: int
    after: After = None
    scheme: str | None = None
    parent_code: str | None = None
    on: datetime.date | None = None


def list_divisions(command: ListDivisions, begin: Begin, caller: Caller, today: datetime.date) -> Page:
    asked = Asked.of(command.scheme, command.parent_code or "", command.on or today, None)
    with begin(caller) as tx:
        return tx.division_lists.below(
            asked.scheme, command.parent_code, asked.on, command.after, command.limit
        )
