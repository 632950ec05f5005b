"""Members: who lives there, and by which right."""

from services.chassis.bus.auditing import AuditTrail
from services.chassis.bus.renewing import KeyRenewal
from services.chassis.bus.self_report import SelfReport
from services.chassis.bus.set_aside import SetAsideEvents
from services.chassis.bus.tending import MirrorTending
from services.members.grants.domain.events import GlassBroken, GrantEnded, GrantGiven
from services.members.grants.entrypoints import GrantEntrypoints
from services.members.platform_keys.domain.events import KeyEnded, KeyMade, KeyRotated
from services.members.platform_keys.entrypoints import PlatformKeyEntrypoints
from services.members.register_import.domain.events import (
    RegisterImportBegun,
    RegisterImportEnded,
    RegisterImportUndone,
)
from services.members.register_import.entrypoints import ImportEntrypoints
from services.members.residents.domain.events import (
    ResidentDied,
    ResidentMovedOut,
    ResidentRevealed,
    ResidentsChanged,
)
from services.members.residents.entrypoints import ResidentEntrypoints
from services.members.tallies.entrypoints import TallyEntrypoints
from services.members.transaction import MIRRORS, Begin, Transaction


class MembersService(
    ResidentEntrypoints,
    ImportEntrypoints,
    GrantEntrypoints,
    PlatformKeyEntrypoints,
    TallyEntrypoints,
    MirrorTending,
    KeyRenewal,
    SetAsideEvents,
    AuditTrail,
    SelfReport,
):
    name = "members"
    calls_back_tokens = True
    bulk = "services.members.bulk"
    transaction = Transaction
    tables = MIRRORS
    events = (
        ResidentsChanged,
        ResidentDied,
        ResidentMovedOut,
        ResidentRevealed,
        RegisterImportBegun,
        RegisterImportEnded,
        RegisterImportUndone,
        GrantGiven,
        GrantEnded,
        GlassBroken,
        KeyMade,
        KeyRotated,
        KeyEnded,
    )
    begin: Begin
