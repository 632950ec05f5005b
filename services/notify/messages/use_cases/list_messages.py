"""Somebody looks at the messages about a thing or to a recipient."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.chassis.caller import Caller
from services.notify.messages.domain.state import SubjectKind
from services.notify.messages.use_cases.ports import Begin, Page, Wanted


@dataclass(frozen=True)
class ListMessages:
    """Newest first; all filters that are given hold together."""

    limit: int
    after: Sequence[str | int] | None = None
    case_id: str | None = None
    recipient_id: str | None = None
    subject_kind: SubjectKind | None = None
    subject_id: str | None = None


def list_messages(command: ListMessages, begin: Begin, caller: Caller) -> Page:
    wanted = Wanted(command.case_id, command.recipient_id, command.subject_kind, command.subject_id)
    with begin(caller) as tx:
        return tx.message_lists.found(wanted, command.after, command.limit)
