"""Things of notify with one difference from the usual."""

from datetime import UTC, datetime, timedelta
from typing import Any

from services.notify.messages.domain.message import Message
from services.notify.messages.domain.state import SubjectKind
from services.notify.messages.use_cases.tell_closing import TellClosing
from services.notify.templates.domain.template import Origin, Template

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
NUMBER = "510108006004-2026-000001"


def a_message(**different: Any) -> Message:
    usual: dict[str, Any] = {
        "id": "00000000-0000-7000-8000-00000000000a",
        "recipient_id": "00000000-0000-7000-8000-00000000000b",
        "template_key": "case_closed",
        "template_edition": "preset-1",
        "language": "zh_CN",
        "variables": {"number": NUMBER, "state": "closed"},
        "subject_kind": SubjectKind.CASE,
        "subject_id": "00000000-0000-7000-8000-00000000000c",
        "area_id": "00000000-0000-7000-8000-00000000000d",
        "queued_at": NOW,
    }
    return Message(**usual | different)


def a_template(**different: Any) -> Template:
    usual: dict[str, Any] = {
        "key": "case_closed",
        "language": "en",
        "origin": Origin.PRESET,
        "version": 1,
        "text": "Case {number} is {state}.",
        "variables": ("number", "state"),
    }
    return Template(**usual | different)


def a_closing(**different: Any) -> TellClosing:
    usual: dict[str, Any] = {
        "case_id": "00000000-0000-7000-8000-00000000000c",
        "number": NUMBER,
        "area_id": "00000000-0000-7000-8000-00000000000d",
        "recipient_id": "00000000-0000-7000-8000-00000000000b",
        "version": 4,
    }
    return TellClosing(**usual | different)
