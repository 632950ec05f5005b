"""Who answers for an area on a day, at each level from below?"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.chain import Chain
from services.grids.posts.domain.errors import AreaEnded, AreaUnknown
from services.grids.posts.use_cases.ports import Begin, OfDay, Tx
from services.grids.posts.use_cases.why_unknown import why_unknown


@dataclass(frozen=True)
class FindResponsible:
    """`on` None is today. `or_successor`: of an area that has ended, who answers for what goes on for it."""

    area_id: str
    on: date | None = None
    or_successor: bool = False


def find_responsible(command: FindResponsible, begin: Begin, caller: Caller, today: date) -> Chain:
    day = OfDay.asked(command.on, today)
    with begin(caller) as tx:
        try:
            return tx.chains.of_area(command.area_id, day)
        except AreaUnknown as unknown:
            why = why_unknown(unknown, day.on, tx)
            heirs = command.or_successor and isinstance(why, AreaEnded)
            found = _of_heirs(command.area_id, day, tx) if heirs else None
            if found is None:
                raise why from None
            return found


def _of_heirs(area_id: str, day: OfDay, tx: Tx) -> Chain | None:
    """Of the primary, or of the area above; none if the caller may not see that: a part is not the whole."""
    with suppress(AreaUnknown):
        for heir_id in tx.heirs.standing([area_id], day.on)[:1]:
            return tx.chains.of_area(heir_id, day)
    return None
