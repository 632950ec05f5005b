"""Which area had this code of this scheme on that day?"""

import datetime
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.domain.codes import CodeScheme
from services.grids.areas.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class ResolveCode:
    """`date` None is today."""

    code: str
    scheme: str | None = None
    date: datetime.date | None = None


def resolve_code(command: ResolveCode, begin: Begin, caller: Caller, today: datetime.date) -> Row:
    scheme = CodeScheme.named(command.scheme)
    with begin(caller) as tx:
        return tx.area_views.with_code(scheme, command.code, on=command.date or today)
