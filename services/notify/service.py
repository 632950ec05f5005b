"""Notify: who is told what."""

from services.chassis.bus.auditing import AuditTrail
from services.chassis.bus.renewing import KeyRenewal
from services.chassis.bus.self_report import SelfReport
from services.chassis.bus.set_aside import SetAsideEvents
from services.chassis.bus.tending import MirrorTending
from services.chassis.leaving import Leaves
from services.notify.channels.entrypoints import ChannelEntrypoints
from services.notify.channels.ways_out import WaysOut
from services.notify.messages.domain.events import (
    MessageFailed,
    MessageNotSent,
    MessagePractised,
    MessageQueued,
    MessageSent,
)
from services.notify.messages.entrypoints import MessageEntrypoints
from services.notify.messages.use_cases.note_left import note_left
from services.notify.templates.domain.template import TemplateWritten
from services.notify.templates.entrypoints import TemplateEntrypoints
from services.notify.transaction import MIRRORS, Begin, Transaction


class NotifyService(
    TemplateEntrypoints,
    MessageEntrypoints,
    ChannelEntrypoints,
    MirrorTending,
    KeyRenewal,
    SetAsideEvents,
    AuditTrail,
    SelfReport,
):
    name = "notify"
    bulk = "services.notify.bulk"
    transaction = Transaction
    tables = MIRRORS
    events = (MessageQueued, MessageSent, MessageFailed, MessageNotSent, MessagePractised, TemplateWritten)
    begin: Begin
    ways_out = WaysOut()
    leaves = Leaves("linli.notify.channels", "message sent", "message_id", note_left)
