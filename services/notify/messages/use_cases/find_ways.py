"""How the recipients of some messages are reached, asked at the moment of sending and kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.notify.messages.domain.state import NotSent
from services.notify.messages.use_cases.ports import Contact, Contacts, Waiting

LIVING = "living"


@dataclass(frozen=True)
class Way:
    """To whom it may go, or why it may not."""

    address: str | None = field(default=None, repr=False)
    refusal: NotSent | None = None


ANYBODY = Way()
"""Where a channel needs no address, everybody is told."""


def find_ways(waiting: Sequence[Waiting], staff: set[str], contacts: Contacts) -> Mapping[str, Way]:
    """By recipient. People on duty have no address. Raises Unavailable."""
    residents = list(dict.fromkeys(each.recipient_id for each in waiting if each.recipient_id not in staff))
    found = contacts(residents) if residents else {}
    ways = dict.fromkeys(staff, Way(refusal=NotSent.NO_ADDRESS))
    return ways | {each: _way(found[each]) for each in residents}


def _way(contact: Contact) -> Way:
    if contact.status != LIVING:
        return Way(refusal=NotSent(contact.status))
    return Way(contact.address) if contact.address else Way(refusal=NotSent.NO_ADDRESS)
