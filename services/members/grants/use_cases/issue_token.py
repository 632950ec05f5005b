"""A person's grants as they stand, for a token: whoever issues it has made sure who they are."""

from dataclasses import dataclass
from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.caller import Grant as Held
from services.members.grants.use_cases.ports import Begin


@dataclass(frozen=True)
class IssueToken:
    person_id: str


@dataclass(frozen=True)
class FindStanding:
    """`principal` as audit rows write it, `person:018f…`."""

    principal: str


@dataclass(frozen=True)
class Standing:
    """`version` is that of the grants: a token that says an older one may be called back."""

    person_id: str
    grants: tuple[Held, ...]
    version: int


def standing_of(command: IssueToken, begin: Begin, caller: Caller, now: datetime) -> Standing:
    """What holds now; what begins later is in a later token."""
    with begin(caller) as tx:
        held = tx.grants.held_by(command.person_id, now)
        holding = tuple(
            Held(str(each.role), each.area_id, each.valid_until) for each in held if each.holds_at(now)
        )
        tx.name(command.person_id)
        return Standing(command.person_id, holding, tx.grants.version_of(f"person:{command.person_id}"))


def find_standing(command: FindStanding, begin: Begin, caller: Caller) -> int:
    """The version of their grants now: whoever says an older one has lost something since."""
    with begin(caller) as tx:
        return tx.grants.version_of(command.principal)
