"""A district says from a day on which posts there are, and where."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.errors import RoleHeld, RoleHeldByMany, RoleKindUnknown
from services.grids.posts.domain.roles import PostRole, RoleScheme, RolesEdition
from services.grids.posts.use_cases.get_post_roles import Shown
from services.grids.posts.use_cases.ports import Begin, Kinds


@dataclass(frozen=True)
class WritePostRoles:
    """`seen_version` 0 where the district has written none."""

    valid_from: date
    roles: tuple[PostRole, ...]
    seen_version: int


def write_post_roles(command: WritePostRoles, begin: Begin, caller: Caller, today: date) -> Shown:
    edition = RolesEdition(command.seen_version + 1, command.valid_from, RoleScheme(command.roles))
    edition.scheme.must_bring_one_step()
    with begin(caller) as tx:
        tx.roles.must_be_writable()
        held = tx.roles.get(command.seen_version)
        held.may_change_from(command.valid_from, today)
        _refuse_unknown_kinds(edition, tx.level_schemes.on(command.valid_from))
        gone = held.on(command.valid_from).keys - edition.scheme.keys
        if gone and (holding := tx.appointments.of_roles(gone, command.valid_from)):
            role = held.on(command.valid_from).find(holding.role)
            raise RoleHeld(role=role.named() if role else holding.role, appointment_id=holding.id)
        single = {role.key for role in edition.roles if not role.many}
        if shared := tx.appointments.shared(single, command.valid_from):
            raise RoleHeldByMany(role=shared.role, appointment_id=shared.id)
        tx.roles.add(edition)
        tx.record(edition.written())
        written = tx.roles.get()
    return Shown(command.valid_from, written, written.on(command.valid_from))


def _refuse_unknown_kinds(edition: RolesEdition, kinds: Kinds) -> None:
    for role in edition.roles:
        for kind in role.kinds:
            if not kinds.knows(kind):
                raise RoleKindUnknown(role=role.key, area_kind=kind)
