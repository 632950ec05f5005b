"""What is known of codes and of all that came of them: two questions for each change in a row."""

from collections.abc import Iterable

from services.grids.divisions.domain.division import Division, DivisionEvent, spellings
from services.grids.divisions.domain.history import History
from services.grids.divisions.use_cases.ports import Tx


def history_of(scheme: str, codes: Iterable[str], tx: Tx) -> History:
    asked: set[str] = set()
    ahead = {spelling for code in codes for spelling in spellings(code)}
    divisions: list[Division] = []
    events: dict[str, DivisionEvent] = {}
    while ahead:
        asked |= ahead
        divisions += tx.divisions.of(scheme, ahead)
        found = tx.divisions.events_of(scheme, ahead)
        events |= {event.id: event for event in found}
        ahead = {code for event in found for code in event.to_codes} - asked
    return History(divisions, list(events.values()))
