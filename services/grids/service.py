"""The ground: areas, posts, and the matters handled there."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from services.chassis.bus.auditing import AuditTrail
from services.chassis.bus.renewing import KeyRenewal
from services.chassis.bus.self_report import SelfReport
from services.chassis.caller import Caller
from services.grids.areas.change_entrypoints import AreaChangeEntrypoints
from services.grids.areas.domain.events import AreasChanged, AreasMoved, AreasReplaced
from services.grids.areas.entrypoints import AreaEntrypoints
from services.grids.cases.domain.events import (
    CaseAssigned,
    CaseClosed,
    CaseLeftVacant,
    CaseRegistered,
    CasesHandedOver,
    CasesMoved,
    CaseTakenInHand,
)
from services.grids.cases.entrypoints import CaseEntrypoints
from services.grids.dwellings.domain.events import BuildingsEntered, DwellingsMoved, UnitsGiven
from services.grids.dwellings.entrypoints import DwellingEntrypoints
from services.grids.labels.domain.events import LabelCalledBack, LabelsMade
from services.grids.labels.entrypoints import LabelEntrypoints
from services.grids.levels.domain.events import LevelSchemeWritten
from services.grids.levels.entrypoints import LevelEntrypoints
from services.grids.places.domain.events import (
    PlaceChanged,
    PlaceClosed,
    PlaceKindsWritten,
    PlaceReused,
    PlacesEntered,
)
from services.grids.places.entrypoints import PlaceEntrypoints
from services.grids.posts.domain.events import (
    AppointmentEnded,
    PostRolesWritten,
    StaffAppointed,
    StaffChanged,
)
from services.grids.posts.entrypoints import PostEntrypoints
from services.grids.transaction import Transaction


class GridsService(
    AreaEntrypoints,
    LevelEntrypoints,
    AreaChangeEntrypoints,
    DwellingEntrypoints,
    PostEntrypoints,
    CaseEntrypoints,
    PlaceEntrypoints,
    LabelEntrypoints,
    KeyRenewal,
    AuditTrail,
    SelfReport,
):
    name = "grids"
    bulk = "services.grids.bulk"
    transaction = Transaction
    events = (
        AreasChanged,
        AreasMoved,
        LevelSchemeWritten,
        AreasReplaced,
        BuildingsEntered,
        UnitsGiven,
        DwellingsMoved,
        StaffChanged,
        StaffAppointed,
        AppointmentEnded,
        PostRolesWritten,
        CaseRegistered,
        CaseLeftVacant,
        CaseAssigned,
        CaseTakenInHand,
        CaseClosed,
        CasesHandedOver,
        CasesMoved,
        PlacesEntered,
        PlaceChanged,
        PlaceClosed,
        PlaceReused,
        PlaceKindsWritten,
        LabelsMade,
        LabelCalledBack,
    )
    begin: Callable[[Caller], AbstractContextManager[Transaction]]
