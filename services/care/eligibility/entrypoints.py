"""What is asked of eligibility, and the mirrors that it is answered from."""

from services.care.eligibility.schemas import CheckEligibilitySchema, EligibilitySchema
from services.care.eligibility.use_cases.check_eligibility import (
    Answer,
    CheckEligibility,
    check_eligibility,
)
from services.care.eligibility.use_cases.ports import Begin
from services.chassis.bus import mirror, rpc, tree_mirror
from services.chassis.caller import Caller
from services.chassis.clock import Clock


class EligibilityEntrypoints:
    begin: Begin
    clock: Clock

    areas = tree_mirror(
        "areas",
        source="grids",
        event="AreasChanged",
        feed="feed_areas",
        moves="AreasMoved",
        log="read_tree_log",
    )
    staff = mirror("staff", source="grids", event="StaffChanged", feed="feed_staff")
    grouped_dwellings = mirror(
        "grouped_dwellings",
        source="grids",
        event="GroupedDwellingsChanged",
        feed="feed_grouped_dwellings",
    )
    residents = mirror("residents", source="members", event="ResidentsChanged", feed="feed_residents")

    @rpc("meals.read", takes=CheckEligibilitySchema(), gives=EligibilitySchema(), reads="personal")
    def check_eligibility(self, command: CheckEligibility, caller: Caller) -> Answer:
        return check_eligibility(command, self.begin, caller, today=self.clock.today())
