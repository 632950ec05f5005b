"""The states of a case, and which follows which."""

from collections.abc import Mapping
from enum import StrEnum


class CaseState(StrEnum):
    """登记, 派单, 领办, 办结."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    IN_HAND = "in_hand"
    CLOSED = "closed"


NEXT: Mapping[CaseState, CaseState] = {
    CaseState.REGISTERED: CaseState.ASSIGNED,
    CaseState.ASSIGNED: CaseState.IN_HAND,
    CaseState.IN_HAND: CaseState.CLOSED,
}
