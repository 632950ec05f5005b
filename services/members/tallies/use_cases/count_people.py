"""How many households and residents are there in an area, with all that lies in it?"""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.tallies.domain.tally import Count
from services.members.tallies.use_cases.ports import Begin


@dataclass(frozen=True)
class CountPeople:
    area_id: str


def count_people(command: CountPeople, begin: Begin, caller: Caller) -> Count:
    with begin(caller) as tx:
        return tx.tally_views.of(command.area_id)
