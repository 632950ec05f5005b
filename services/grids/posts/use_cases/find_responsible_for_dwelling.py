"""Who answers for a dwelling on a day, at each level from its grid upwards?"""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.chain import Chain
from services.grids.posts.use_cases.ports import Begin, OfDay


@dataclass(frozen=True)
class FindResponsibleForDwelling:
    """`on` None is today. One that is given to no grid yet lies in its community."""

    dwelling_id: str
    on: date | None = None


def find_responsible_for_dwelling(
    command: FindResponsibleForDwelling, begin: Begin, caller: Caller, today: date
) -> Chain:
    with begin(caller) as tx:
        return tx.chains.of_dwelling(command.dwelling_id, OfDay.asked(command.on, today))
