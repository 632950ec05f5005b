"""What is due is sent, one message after the other, so that a kill leaves one in doubt and not fifty."""

from datetime import timedelta

from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.notify.messages.use_cases.claim_message import claim_message
from services.notify.messages.use_cases.find_ways import ANYBODY, ways_of
from services.notify.messages.use_cases.look_for_due import look_for_due
from services.notify.messages.use_cases.ports import Begin, Contacts, Outbound
from services.notify.messages.use_cases.send_message import send_message

AT_A_TIME = 100
BEGUN_WITHIN = timedelta(seconds=10)
"""Of a run; a letter that is begun then is out before the run is over."""


def send_due(
    begin: Begin, outbound: Outbound, contacts: Contacts, caller: Caller, clock: Clock, limit: int = AT_A_TIME
) -> None:
    until = clock.now() + BEGUN_WITHIN
    due = look_for_due(begin, caller, clock.now(), limit)
    told = ((each, ANYBODY) for each in due.messages)
    with outbound.opened() as send:
        for each, way in ways_of(due, contacts) if outbound.needs_address else told:
            if (now := clock.now()) > until:
                return
            claimed = claim_message(each.id, way, outbound.lease, begin, caller, now)
            if claimed is None or claimed.words is None:
                continue
            outcome = send_message(
                claimed.message, claimed.words, way.address, begin, send, outbound.waits, caller, clock
            )
            if outcome.is_away:
                return
