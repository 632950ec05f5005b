"""The ground: areas, posts, and the matters handled there."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from services.chassis.bus.auditing import AuditTrail
from services.chassis.bus.renewing import KeyRenewal
from services.chassis.bus.self_report import SelfReport
from services.chassis.caller import Caller
from services.grids.area_sheets.domain.events import AreaImportBegun, AreaImportEnded, AreaSheetMade
from services.grids.area_sheets.entrypoints import AreaSheetEntrypoints
from services.grids.areas.change_entrypoints import AreaChangeEntrypoints
from services.grids.areas.domain.events import AreasChanged, AreasMoved, AreasReplaced
from services.grids.areas.entrypoints import AreaEntrypoints
from services.grids.candidates.domain.events import (
    CandidateChanged,
    CandidatesEntered,
    CandidatesMoved,
    CandidateTagsWritten,
    CandidateTakenOut,
)
from services.grids.candidates.entrypoints import CandidateEntrypoints
from services.grids.cases.domain.events import (
    CaseActorsNamed,
    CaseAssigned,
    CaseClosed,
    CaseLeftVacant,
    CaseRegistered,
    CasesHandedOver,
    CasesMoved,
    CaseTakenInHand,
)
from services.grids.cases.entrypoints import CaseEntrypoints
from services.grids.divisions.entrypoints import DivisionEntrypoints
from services.grids.dwellings.domain.events import (
    BuildingRenamed,
    BuildingsEntered,
    DwellingsMoved,
    UnitsGiven,
)
from services.grids.dwellings.entrypoints import DwellingEntrypoints
from services.grids.estate_sheets.domain.events import EstateImportBegun, EstateImportEnded
from services.grids.estate_sheets.entrypoints import EstateSheetEntrypoints
from services.grids.groupings.domain.events import (
    GroupedDwellingsChanged,
    GroupingEnded,
    GroupingHoldersChanged,
    GroupingKindAdded,
    GroupingsFounded,
    GroupingsResettled,
    GroupingUnitsSet,
)
from services.grids.groupings.entrypoints import GroupingEntrypoints
from services.grids.labels.domain.events import CityAppsWritten, LabelCalledBack, LabelsMade
from services.grids.labels.entrypoints import LabelEntrypoints
from services.grids.levels.domain.events import LevelSchemeWritten
from services.grids.levels.entrypoints import LevelEntrypoints
from services.grids.organisations.domain.events import (
    OrganisationChanged,
    OrganisationEnded,
    OrganisationKindsWritten,
    OrganisationMembersChanged,
    OrganisationsFounded,
    OrganisationsMoved,
)
from services.grids.organisations.entrypoints import OrganisationEntrypoints
from services.grids.organisations.kinds_entrypoints import OrganisationKindEntrypoints
from services.grids.places.domain.events import (
    PlaceChanged,
    PlaceClosed,
    PlaceKindsWritten,
    PlaceReused,
    PlacesEntered,
    PlacesMoved,
    PlaceUseTakenBack,
)
from services.grids.places.entrypoints import PlaceEntrypoints
from services.grids.posts.domain.events import (
    AppointmentEnded,
    PostRolesWritten,
    StaffAppointed,
    StaffChanged,
    WorkHandedOver,
)
from services.grids.posts.entrypoints import PostEntrypoints
from services.grids.posts.finding_entrypoints import FindingEntrypoints
from services.grids.posts.staff_entrypoints import StaffEntrypoints
from services.grids.recounts.entrypoints import RecountEntrypoints
from services.grids.shapes.domain.events import ShapeDrawn, ShapeRemoved
from services.grids.shapes.entrypoints import ShapeEntrypoints
from services.grids.transaction import Transaction
from services.grids.work_log.domain.events import WorkCorrected, WorkLogged, WorkWithdrawn
from services.grids.work_log.entrypoints import WorkLogEntrypoints


class GridsService(
    AreaEntrypoints,
    AreaSheetEntrypoints,
    LevelEntrypoints,
    DivisionEntrypoints,
    AreaChangeEntrypoints,
    DwellingEntrypoints,
    GroupingEntrypoints,
    EstateSheetEntrypoints,
    PostEntrypoints,
    StaffEntrypoints,
    FindingEntrypoints,
    CaseEntrypoints,
    PlaceEntrypoints,
    OrganisationEntrypoints,
    OrganisationKindEntrypoints,
    WorkLogEntrypoints,
    CandidateEntrypoints,
    LabelEntrypoints,
    ShapeEntrypoints,
    RecountEntrypoints,
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
        AreaImportBegun,
        AreaImportEnded,
        AreaSheetMade,
        ShapeDrawn,
        ShapeRemoved,
        LevelSchemeWritten,
        BuildingsEntered,
        BuildingRenamed,
        UnitsGiven,
        EstateImportBegun,
        EstateImportEnded,
        GroupingKindAdded,
        GroupingsFounded,
        GroupingsResettled,
        GroupingUnitsSet,
        GroupedDwellingsChanged,
        GroupingHoldersChanged,
        GroupingEnded,
        AreasReplaced,
        BuildingsEntered,
        UnitsGiven,
        DwellingsMoved,
        StaffChanged,
        StaffAppointed,
        AppointmentEnded,
        PostRolesWritten,
        WorkHandedOver,
        CaseRegistered,
        CaseLeftVacant,
        CaseAssigned,
        CaseTakenInHand,
        CaseActorsNamed,
        CaseClosed,
        CasesHandedOver,
        CasesMoved,
        PlacesEntered,
        PlacesMoved,
        PlaceChanged,
        PlaceClosed,
        PlaceReused,
        PlaceUseTakenBack,
        PlaceKindsWritten,
        OrganisationsFounded,
        OrganisationsMoved,
        OrganisationChanged,
        OrganisationEnded,
        OrganisationMembersChanged,
        OrganisationKindsWritten,
        WorkLogged,
        WorkCorrected,
        WorkWithdrawn,
        CandidatesEntered,
        CandidatesMoved,
        CandidateChanged,
        CandidateTakenOut,
        CandidateTagsWritten,
        LabelsMade,
        CityAppsWritten,
        LabelCalledBack,
        CasesMoved,
    )
    begin: Callable[[Caller], AbstractContextManager[Transaction]]
