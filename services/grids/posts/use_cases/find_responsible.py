"""Who answers for an area on a day, at each level from below?"""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.chain import Chain
from services.grids.posts.use_cases.ports import Begin


@dataclass(frozen=True)
class FindResponsible:
    """`on` None is today."""

    area_id: str
    on: date | None = None


def find_responsible(command: FindResponsible, begin: Begin, caller: Caller, today: date) -> Chain:
    with begin(caller) as tx:
        return tx.chains.of_area(command.area_id, command.on or today)
