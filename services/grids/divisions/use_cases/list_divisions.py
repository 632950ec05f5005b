"""List the divisions right below one, by code."""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.divisions.domain.division import Asked, spellings
from services.grids.divisions.use_cases.ports import After, Begin, Page, Tx


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
        parent = _kept(asked, tx) if command.parent_code else None
        return tx.division_lists.below(asked.scheme, parent, asked.on, command.after, command.limit)


def _kept(asked: Asked, tx: Tx) -> str:
    """The code in the spelling that was borne by that day; as it was said where nobody bore it."""
    said = spellings(asked.code)
    known = {each.code for each in tx.divisions.of(asked.scheme, said) if each.valid_from <= asked.on}
    return next((each for each in said if each in known), asked.code)
