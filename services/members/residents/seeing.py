"""Whose names are whole: by the roles of whoever looks (D11)."""

from datetime import datetime

from services.chassis.caller import Caller

NAMES_WHOLE_FOR = frozenset(
    {
        "district_officer",
        "community_secretary",
        "chief",
        "grid_worker",
        "micro_grid_worker",
        "association_officer",
        "care_worker",
    }
)
"""Who acts for people at the door, or for those who do."""
NAMES_MASKED_FOR = frozenset({"township_officer", "grouping_leader", "platform_key", "platform_residents"})
"""They see the first character, and the whole of a name for a reason that is kept."""


def sees_names(caller: Caller, now: datetime) -> bool:
    """Of several roles the narrowest counts: none says where it is that the others may see more."""
    held = {grant.role for grant in caller.grants if grant.holds_at(now)}
    looking = held & (NAMES_WHOLE_FOR | NAMES_MASKED_FOR)
    return bool(looking) and looking <= NAMES_WHOLE_FOR
