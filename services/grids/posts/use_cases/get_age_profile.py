"""How old those are who hold a role, or any, in an area's subtree: counts alone."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.errors import RoleUnknown
from services.grids.posts.domain.staffing import AgeProfile, age_profile
from services.grids.posts.use_cases.ports import Begin, OfDay


@dataclass(frozen=True)
class GetAgeProfile:
    """`role` None: everybody who holds a post; `on` None is today."""

    area_id: str
    role: str | None = None
    under: int = 60
    on: date | None = None


def get_age_profile(command: GetAgeProfile, begin: Begin, caller: Caller, today: date) -> AgeProfile:
    on = command.on or today
    with begin(caller) as tx:
        if command.role is not None and tx.roles.get().on(on).find(command.role) is None:
            raise RoleUnknown(role=command.role, on=on)
        born = tx.post_figures.born(command.area_id, command.role, OfDay.asked(command.on, today))
    return age_profile(command.area_id, command.role, on, command.under, born, today)
