"""How the recipients of some messages are reached, asked at the moment of sending and kept nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.chassis.domain import Unavailable
from services.notify.messages.domain.state import NotSent
from services.notify.messages.use_cases.look_for_due import Due
from services.notify.messages.use_cases.ports import Contact, Contacts, Waiting

LIVING = "living"


@dataclass(frozen=True)
class Way:
    """To whom it may go, or why it may not."""

    address: str | None = field(default=None, repr=False)
    refusal: NotSent | None = None


ANYBODY = Way()
"""Where a channel needs no address, everybody is told."""


def ways_of(due: Due, contacts: Contacts) -> Iterator[tuple[Waiting, Way]]:
    """One by itself first: it finds out whether the channel is there before anybody asks of the others.

    Ends early while nobody can say how recipients are reached.
    """
    ways: dict[str, Way] = {}
    for part in (due.messages[:1], due.messages[1:]):
        try:
            ways |= find_ways([each for each in part if each.recipient_id not in ways], due.staff, contacts)
        except Unavailable:
            return
        yield from ((each, ways[each.recipient_id]) for each in part)


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
