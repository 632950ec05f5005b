"""Count everybody anew, some areas at a time, and set right what differs: it should find nothing."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.members.tallies.domain.tally import Wrong
from services.members.tallies.use_cases.ports import Begin

AT_ONCE = 500


@dataclass(frozen=True)
class RecountPeople:
    pass


@dataclass(frozen=True)
class Recounted:
    """`after` None: those were the last areas; the sums come next."""

    after: str | None
    areas: int
    wrong: Wrong

    @property
    def differing(self) -> int:
        return len(self.wrong.areas)


def recount_areas(after: str, begin: Begin, caller: Caller) -> Recounted:
    with begin(caller) as tx:
        return Recounted(*tx.recounts.page(after, AT_ONCE))


def recount_sums(begin: Begin, caller: Caller) -> int:
    """How many of them differed."""
    with begin(caller) as tx:
        return tx.recounts.sums()
