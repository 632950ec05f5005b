"""A district says which platforms of the city its labels lead on to, or that they lead to none."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.labels.domain.city_apps import CityApp, CityApps
from services.grids.labels.use_cases.ports import Begin


@dataclass(frozen=True)
class WriteCityApps:
    apps: tuple[CityApp, ...]
    seen_version: int


def write_city_apps(command: WriteCityApps, begin: Begin, caller: Caller) -> CityApps:
    with begin(caller) as tx:
        tx.city_apps.must_be_writable()
        after, said = tx.city_apps.get(command.seen_version).written(command.apps)
        tx.city_apps.add(after)
        tx.record(said)
    return after
