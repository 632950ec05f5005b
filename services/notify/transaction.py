"""The one file that knows the stores of all of notify's rooms."""

from contextlib import AbstractContextManager
from functools import cached_property
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.storage.transaction import Transaction as ChassisTransaction
from services.notify.channels.queries import StaffQueries
from services.notify.channels.store import staff
from services.notify.messages.queries import MessageQueries
from services.notify.messages.store import SqlMessages, areas
from services.notify.templates.store import SqlTemplates

MIRRORS = {table.name: table for table in (areas, staff)}


class Transaction(ChassisTransaction):
    @cached_property
    def messages(self) -> SqlMessages:
        return SqlMessages(self.rows, self.scope)

    @cached_property
    def message_lists(self) -> MessageQueries:
        return MessageQueries(self.rows, self.scope)

    @cached_property
    def templates(self) -> SqlTemplates:
        return SqlTemplates(self.rows, self.scope)

    @property
    def wordings(self) -> SqlTemplates:
        """What the room of messages needs of templates."""
        return self.templates

    @cached_property
    def on_duty(self) -> StaffQueries:
        return StaffQueries(self.rows)


class Begin(Protocol):
    """What every room of notify may take for its own `begin`."""

    def __call__(self, caller: Caller, /) -> AbstractContextManager[Transaction]: ...
