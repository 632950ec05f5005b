"""Read which posts there are in the district, and from when."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.roles import PostRoles, RoleScheme
from services.grids.posts.use_cases.ports import Begin


@dataclass(frozen=True)
class GetPostRoles:
    """`on` None is today."""

    on: date | None = None


@dataclass(frozen=True)
class Shown:
    """All that was written, and what holds on a day."""

    on: date
    written: PostRoles
    scheme: RoleScheme


def get_post_roles(command: GetPostRoles, begin: Begin, caller: Caller, today: date) -> Shown:
    with begin(caller) as tx:
        written = tx.roles.get()
    on = command.on or today
    return Shown(on, written, written.on(on))
