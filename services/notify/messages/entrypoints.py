"""What is asked of messages, heard for them, and done each second."""

from typing import Any, Protocol

from services.chassis.bus import every, on, rpc, tree_mirror
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.settings import Settings
from services.notify.messages.contacts import MembersContacts
from services.notify.messages.domain.errors import MessageUnknown
from services.notify.messages.domain.message import Message
from services.notify.messages.ground import GridsGround
from services.notify.messages.schemas import (
    CaseClosedSchema,
    GetMessageSchema,
    GlassBrokenSchema,
    ListMessagesSchema,
    MessageSchema,
    MessagesSchema,
)
from services.notify.messages.use_cases.get_message import GetMessage, get_message
from services.notify.messages.use_cases.list_messages import ListMessages, list_messages
from services.notify.messages.use_cases.ports import Begin, Outbound, Page
from services.notify.messages.use_cases.send_due import send_due
from services.notify.messages.use_cases.tell_closing import TellClosing, tell_closing
from services.notify.messages.use_cases.tell_glass_broken import TellGlassBroken, tell_glass_broken


class WaysOut(Protocol):
    def used(self, settings: Settings, caller: Caller, /) -> Outbound: ...


class MessageEntrypoints:
    begin: Begin
    clock: Clock
    remote: Any
    foundation: Any
    ways_out: WaysOut

    areas = tree_mirror(
        "areas",
        source="grids",
        event="AreasChanged",
        feed="feed_areas",
        moves="AreasMoved",
        log="read_tree_log",
    )

    @rpc(
        "messages.read",
        takes=GetMessageSchema(),
        gives=MessageSchema(),
        refuses=(MessageUnknown,),
        reads="personal",
    )
    def get_message(self, command: GetMessage, caller: Caller) -> Message:
        return get_message(command, self.begin, caller)

    @rpc("messages.read", takes=ListMessagesSchema(), gives=MessagesSchema(), reads="personal")
    def list_messages(self, command: ListMessages, caller: Caller) -> Page:
        return list_messages(command, self.begin, caller)

    @on("grids", "CaseClosed", reads=CaseClosedSchema())
    def tell_closing(self, closing: TellClosing, caller: Caller) -> None:
        tell_closing(closing, self.begin, caller, now=self.clock.now())

    @on("members", "GlassBroken", reads=GlassBrokenSchema())
    def tell_glass_broken(self, broken: TellGlassBroken, caller: Caller) -> None:
        tell_glass_broken(broken, GridsGround(self.remote), self.begin, caller, now=self.clock.now())

    @every(seconds=1, waits_for_others=True)
    def send_messages(self, caller: Caller) -> None:
        outbound = self.ways_out.used(self.foundation.settings, caller)
        send_due(self.begin, outbound, MembersContacts(self.remote), caller, self.clock)
