"""Read which platforms of the city a district's labels lead on to."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.labels.domain.city_apps import CityApps
from services.grids.labels.use_cases.ports import Begin


@dataclass(frozen=True)
class GetCityApps:
    pass


def get_city_apps(_command: GetCityApps, begin: Begin, caller: Caller) -> CityApps:
    with begin(caller) as tx:
        return tx.city_apps.get()
