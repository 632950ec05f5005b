"""How a try to send a letter ended."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """`reason` None: it is out. Else a code, in which nobody and nothing is named.

    `is_final`: no other try would end otherwise. `is_in_doubt`: it may be out all the same.
    `is_away`: the channel is not there, for the next letter neither.
    `is_practice`: it was worded for training, and nothing of it leaves the house.
    """

    reason: str | None = None
    is_final: bool = True
    is_in_doubt: bool = False
    is_away: bool = False
    is_practice: bool = False


OUT = Outcome()
PRACTISED = Outcome(is_practice=True)


def refused(reason: str) -> Outcome:
    return Outcome(reason)


def later(reason: str, *, is_away: bool = False) -> Outcome:
    return Outcome(reason, is_final=False, is_away=is_away)


def in_doubt(reason: str) -> Outcome:
    return Outcome(reason, is_final=False, is_in_doubt=True, is_away=True)
