"""What is asked of the kinds of organisations."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.organisations.domain.errors import (
    AboveKindUnknown,
    OrganisationKindsChangedInPast,
    OrganisationKindsInCircle,
    OrganisationKindTwice,
)
from services.grids.organisations.domain.kinds import OrganisationKinds
from services.grids.organisations.schemas.kinds import (
    GetOrganisationKindsSchema,
    OrganisationKindsSchema,
    WriteOrganisationKindsSchema,
)
from services.grids.organisations.use_cases.get_organisation_kinds import (
    GetOrganisationKinds,
    get_organisation_kinds,
)
from services.grids.organisations.use_cases.ports import Begin
from services.grids.organisations.use_cases.write_organisation_kinds import (
    WriteOrganisationKinds,
    write_organisation_kinds,
)


class OrganisationKindEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "organisations.read",
        takes=GetOrganisationKindsSchema(),
        gives=OrganisationKindsSchema(),
        reads="public",
    )
    def get_organisation_kinds(self, command: GetOrganisationKinds, caller: Caller) -> OrganisationKinds:
        return get_organisation_kinds(command, self.begin, caller)

    @rpc(
        "organisations.change",
        takes=WriteOrganisationKindsSchema(),
        gives=OrganisationKindsSchema(),
        refuses=(
            AboveKindUnknown,
            OrganisationKindsChangedInPast,
            OrganisationKindsInCircle,
            OrganisationKindTwice,
        ),
    )
    def write_organisation_kinds(self, command: WriteOrganisationKinds, caller: Caller) -> OrganisationKinds:
        return write_organisation_kinds(command, self.begin, caller, today=self.clock.today())
