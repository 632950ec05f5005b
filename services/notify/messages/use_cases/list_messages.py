"""Somebody looks at the messages about a case or to a recipient."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.notify.messages.use_cases.ports import Begin, Page


@dataclass(frozen=True)
class ListMessages:
    """Newest first; both filters together when both are given."""

    limit: int
    after: Sequence[str | int] | None = None
    case_id: str | None = None
    recipient_id: str | None = None


def list_messages(command: ListMessages, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        return tx.message_lists.found(command.case_id, command.recipient_id, command.after, command.limit)
