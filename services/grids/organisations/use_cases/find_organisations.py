"""Which organisations an area answers to, and a dwelling: its own and those of the ground above it."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.organisations.domain.errors import GroundAmbiguous
from services.grids.organisations.use_cases.ports import After, Begin, Page


@dataclass(frozen=True)
class FindOrganisations:
    """Of an area, or of a dwelling."""

    limit: int
    area_id: str | None = None
    dwelling_id: str | None = None
    after: After = None


def find_organisations(command: FindOrganisations, begin: Begin, caller: Caller) -> Page:
    if (command.area_id is None) is (command.dwelling_id is None):
        raise GroundAmbiguous().at("area_id", "dwelling_id")
    with begin(caller) as tx:
        if command.dwelling_id is not None:
            return tx.organisations_upward.from_dwelling(command.dwelling_id, command.after, command.limit)
        assert command.area_id is not None
        return tx.organisations_upward.from_area(command.area_id, command.after, command.limit)
