"""What is asked of organisations."""

from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.organisations.domain.errors import (
    AlreadyMember,
    AreaEnded,
    AreaUnknown,
    BoundTwice,
    BoundWrong,
    CapacityUnknown,
    ClosedBeforeFounding,
    DayAhead,
    DepartmentMissing,
    DwellingUnknown,
    GroundAmbiguous,
    GroupingClosed,
    GroupingUnknown,
    MemberBeforeFounding,
    MembershipDiffers,
    MembershipOver,
    MembershipTwiceInBatch,
    OrganisationClosed,
    OrganisationHasBelow,
    OrganisationKindUnknown,
    OrganisationParentWrong,
    OrganisationTwiceInBatch,
    OrganisationUnderItself,
    OrganisationUnknown,
    ParentOrganisationClosed,
    StaffUnknown,
    TermEmpty,
    UnboundNeedsWholeDistrict,
)
from services.grids.organisations.domain.organisation import Organisation
from services.grids.organisations.schemas.answers import (
    AnsweringOrganisationsSchema,
    FoundedOrganisationsSchema,
    MembershipsSchema,
    OrganisationCoverageSchema,
    OrganisationSchema,
    OrganisationsSchema,
    OrganisationTotalsSchema,
)
from services.grids.organisations.schemas.requests import (
    ChangeOrganisationSchema,
    CloseOrganisationSchema,
    CountOrganisationsSchema,
    FindOrganisationsSchema,
    FoundOrganisationsSchema,
    GetOrganisationSchema,
    ListOrganisationMembersSchema,
    ListOrganisationsSchema,
    ReportOrganisationCoverageSchema,
    SetOrganisationMembersSchema,
)
from services.grids.organisations.use_cases.change_organisation import ChangeOrganisation, change_organisation
from services.grids.organisations.use_cases.close_organisation import CloseOrganisation, close_organisation
from services.grids.organisations.use_cases.count_organisations import CountOrganisations, count_organisations
from services.grids.organisations.use_cases.find_organisations import FindOrganisations, find_organisations
from services.grids.organisations.use_cases.found_organisations import FoundOrganisations, found_organisations
from services.grids.organisations.use_cases.get_organisation import GetOrganisation, get_organisation
from services.grids.organisations.use_cases.list_organisation_members import (
    ListOrganisationMembers,
    list_organisation_members,
)
from services.grids.organisations.use_cases.list_organisations import ListOrganisations, list_organisations
from services.grids.organisations.use_cases.ports import Begin, Page, Row
from services.grids.organisations.use_cases.report_organisation_coverage import (
    ReportOrganisationCoverage,
    report_organisation_coverage,
)
from services.grids.organisations.use_cases.set_organisation_members import (
    SetOrganisationMembers,
    set_organisation_members,
)

WRONG_PLACE = (
    AreaEnded,
    AreaUnknown,
    BoundTwice,
    BoundWrong,
    GroupingClosed,
    GroupingUnknown,
    OrganisationKindUnknown,
    OrganisationParentWrong,
    OrganisationUnknown,
    ParentOrganisationClosed,
    UnboundNeedsWholeDistrict,
)
WRONG_MEMBERS = (
    AlreadyMember,
    CapacityUnknown,
    DepartmentMissing,
    MemberBeforeFounding,
    MembershipDiffers,
    MembershipOver,
    MembershipTwiceInBatch,
    StaffUnknown,
    TermEmpty,
)


class OrganisationEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "organisations.change",
        takes=FoundOrganisationsSchema(),
        gives=FoundedOrganisationsSchema(),
        refuses=(DayAhead, OrganisationTwiceInBatch, *WRONG_PLACE),
    )
    def found_organisations(
        self, command: FoundOrganisations, caller: Caller
    ) -> dict[str, list[Organisation]]:
        return {"items": found_organisations(command, self.begin, caller, today=self.clock.today())}

    @rpc(
        "organisations.change",
        takes=ChangeOrganisationSchema(),
        gives=OrganisationSchema(),
        refuses=(OrganisationClosed, OrganisationUnderItself, *WRONG_PLACE),
    )
    def change_organisation(self, command: ChangeOrganisation, caller: Caller) -> Organisation:
        return change_organisation(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "organisations.change",
        takes=CloseOrganisationSchema(),
        gives=OrganisationSchema(),
        refuses=(
            ClosedBeforeFounding,
            DayAhead,
            OrganisationClosed,
            OrganisationHasBelow,
            OrganisationUnknown,
        ),
    )
    def close_organisation(self, command: CloseOrganisation, caller: Caller) -> Organisation:
        return close_organisation(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "organisations.change",
        takes=SetOrganisationMembersSchema(),
        gives=OrganisationSchema(),
        refuses=(OrganisationClosed, OrganisationUnknown, *WRONG_MEMBERS),
    )
    def set_organisation_members(self, command: SetOrganisationMembers, caller: Caller) -> Organisation:
        return set_organisation_members(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "organisations.read",
        takes=GetOrganisationSchema(),
        gives=OrganisationSchema(),
        refuses=(OrganisationUnknown,),
        reads="public",
    )
    def get_organisation(self, command: GetOrganisation, caller: Caller) -> Row:
        return get_organisation(command, self.begin, caller)

    @rpc(
        "organisations.read",
        takes=ListOrganisationsSchema(),
        gives=OrganisationsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_organisations(self, command: ListOrganisations, caller: Caller) -> Page:
        return list_organisations(command, self.begin, caller)

    @rpc(
        "organisations.read",
        takes=ListOrganisationMembersSchema(),
        gives=MembershipsSchema(),
        refuses=(OrganisationUnknown,),
        reads="public",
    )
    def list_organisation_members(self, command: ListOrganisationMembers, caller: Caller) -> Page:
        return list_organisation_members(command, self.begin, caller)

    @rpc(
        "organisations.read",
        takes=FindOrganisationsSchema(),
        gives=AnsweringOrganisationsSchema(),
        refuses=(AreaUnknown, DwellingUnknown, GroundAmbiguous),
        reads="public",
    )
    def find_organisations(self, command: FindOrganisations, caller: Caller) -> Page:
        return find_organisations(command, self.begin, caller)

    @rpc(
        "organisations.read",
        takes=CountOrganisationsSchema(),
        gives=OrganisationTotalsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def count_organisations(self, command: CountOrganisations, caller: Caller) -> dict[str, Any]:
        return count_organisations(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "organisations.read",
        takes=ReportOrganisationCoverageSchema(),
        gives=OrganisationCoverageSchema(),
        refuses=(AreaUnknown, GroundAmbiguous),
        reads="public",
    )
    def report_organisation_coverage(
        self, command: ReportOrganisationCoverage, caller: Caller
    ) -> dict[str, Any]:
        return report_organisation_coverage(command, self.begin, caller)
