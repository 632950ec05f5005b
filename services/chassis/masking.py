"""Who sees personal data whole (D11)."""

from collections.abc import Set
from datetime import datetime

from services.chassis.caller import Caller


def sees_whole(caller: Caller, now: datetime, *, whole_for: Set[str], masked_for: Set[str]) -> bool:
    """By roles. Of several the narrowest counts: none says where it is that the others may see more."""
    held = {grant.role for grant in caller.grants if grant.holds_at(now)}
    looking = held & (whole_for | masked_for)
    return bool(looking) and looking <= whole_for
