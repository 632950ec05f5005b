"""Which is the smallest area that covers a place?"""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.shapes.domain.errors import NothingThere
from services.grids.shapes.domain.outline import Place
from services.grids.shapes.use_cases.ports import Begin, Row


@dataclass(frozen=True)
class FindAreaAt:
    place: Place


def find_area_at(command: FindAreaAt, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        found = tx.shape_views.at(command.place)
        if found is None:
            raise NothingThere(lon=command.place[0], lat=command.place[1])
        return found
