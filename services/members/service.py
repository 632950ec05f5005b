"""Members: who lives there, and by which right."""

from services.chassis.bus.set_aside import SetAsideEvents
from services.chassis.bus.tending import MirrorTending
from services.members.residents.domain.events import (
    ResidentDied,
    ResidentMovedOut,
    ResidentRevealed,
    ResidentsChanged,
)
from services.members.residents.entrypoints import ResidentEntrypoints
from services.members.transaction import MIRRORS, Begin, Transaction


class MembersService(ResidentEntrypoints, MirrorTending, SetAsideEvents):
    name = "members"
    transaction = Transaction
    tables = MIRRORS
    events = (ResidentsChanged, ResidentDied, ResidentMovedOut, ResidentRevealed)
    begin: Begin
