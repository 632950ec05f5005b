"""Who sees candidates by their whole names and phones: whoever appoints them, and nobody else (D11)."""

from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.masking import sees_whole

WHOLE_FOR = frozenset({"district_officer", "community_secretary"})
"""They may change candidates."""
MASKED_FOR = frozenset({"township_officer", "chief"})
"""They see the first character of a name, and the ends of a phone."""


def sees_candidates_whole(caller: Caller, now: datetime) -> bool:
    return sees_whole(caller, now, whole_for=WHOLE_FOR, masked_for=MASKED_FOR)
