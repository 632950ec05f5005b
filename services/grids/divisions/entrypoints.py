"""What is asked of official divisions."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.grids.divisions.domain.errors import (
    AsOfTooEarly,
    CodeSchemeMissing,
    DivisionUnknown,
    FigureTwice,
    FigureWithin,
)
from services.grids.divisions.domain.figures import RolledUp
from services.grids.divisions.schemas import (
    CountDivisionsSchema,
    DivisionCountSchema,
    DivisionsSchema,
    ListDivisionsSchema,
    ResolveDivisionSchema,
    ResolvedSchema,
    RolledUpSchema,
    RollUpFiguresSchema,
)
from services.grids.divisions.use_cases.count_divisions import (
    CountDivisions,
    DivisionCount,
    count_divisions,
)
from services.grids.divisions.use_cases.list_divisions import ListDivisions, list_divisions
from services.grids.divisions.use_cases.ports import Begin, Page
from services.grids.divisions.use_cases.resolve_division import (
    Resolved,
    ResolveDivision,
    resolve_division,
)
from services.grids.divisions.use_cases.roll_up_figures import RollUpFigures, roll_up_figures


class DivisionEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "areas.read",
        takes=ResolveDivisionSchema(),
        gives=ResolvedSchema(),
        refuses=(AsOfTooEarly, CodeSchemeMissing, DivisionUnknown),
        reads="public",
    )
    def resolve_division(self, command: ResolveDivision, caller: Caller) -> Resolved:
        return resolve_division(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.read",
        takes=RollUpFiguresSchema(),
        gives=RolledUpSchema(),
        refuses=(AsOfTooEarly, CodeSchemeMissing, DivisionUnknown, FigureTwice, FigureWithin),
        reads="public",
    )
    def roll_up_figures(self, command: RollUpFigures, caller: Caller) -> RolledUp:
        return roll_up_figures(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.read",
        takes=ListDivisionsSchema(),
        gives=DivisionsSchema(),
        refuses=(CodeSchemeMissing,),
        reads="public",
    )
    def list_divisions(self, command: ListDivisions, caller: Caller) -> Page:
        return list_divisions(command, self.begin, caller, today=self.clock.today())

    @rpc(
        "areas.read",
        takes=CountDivisionsSchema(),
        gives=DivisionCountSchema(),
        refuses=(CodeSchemeMissing, DivisionUnknown),
        reads="public",
    )
    def count_divisions(self, command: CountDivisions, caller: Caller) -> DivisionCount:
        return count_divisions(command, self.begin, caller, today=self.clock.today())
