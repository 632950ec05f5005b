"""The ground: areas, posts, and the matters handled there."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from services.chassis.caller import Caller
from services.grids.areas.domain.events import AreasChanged
from services.grids.areas.entrypoints import AreaEntrypoints
from services.grids.cases.domain.events import (
    CaseAssigned,
    CaseClosed,
    CaseLeftVacant,
    CaseRegistered,
    CaseTakenInHand,
)
from services.grids.cases.entrypoints import CaseEntrypoints
from services.grids.posts.domain.events import AppointmentEnded, StaffAppointed, StaffChanged
from services.grids.posts.entrypoints import PostEntrypoints
from services.grids.transaction import Transaction


class GridsService(AreaEntrypoints, PostEntrypoints, CaseEntrypoints):
    name = "grids"
    transaction = Transaction
    events = (
        AreasChanged,
        StaffChanged,
        StaffAppointed,
        AppointmentEnded,
        CaseRegistered,
        CaseLeftVacant,
        CaseAssigned,
        CaseTakenInHand,
        CaseClosed,
    )
    begin: Callable[[Caller], AbstractContextManager[Transaction]]
