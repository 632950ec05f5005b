"""Whose names are whole: by the roles of whoever looks (D11)."""

from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.masking import sees_whole

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
    return sees_whole(caller, now, whole_for=NAMES_WHOLE_FOR, masked_for=NAMES_MASKED_FOR)
