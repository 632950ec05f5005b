"""A district says from a day on which posts there are, and where."""

from dataclasses import dataclass
from datetime import date

from services.chassis.caller import Caller
from services.grids.posts.domain.errors import RoleHeld, RoleHeldByMany, RoleKindUnknown
from services.grids.posts.domain.roles import PostRole, RoleScheme, RolesEdition
from services.grids.posts.use_cases.get_post_roles import Shown
from services.grids.posts.use_cases.ports import Begin, Kinds, Tx


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
        tx.trees.lock()
        held = tx.roles.get(command.seen_version)
        held.may_change_from(command.valid_from, today)
        _refuse_unknown_kinds(edition, tx.level_schemes.on(command.valid_from))
        _refuse_what_is_held(held.on(command.valid_from), edition, tx)
        single = {role.key for role in edition.roles if not role.many}
        if shared := tx.appointments.shared(single, command.valid_from):
            raise RoleHeldByMany(role=shared.role, appointment_id=shared.id)
        tx.roles.add(edition)
        tx.record(edition.written())
        written = tx.roles.get()
    return Shown(command.valid_from, written, written.on(command.valid_from))


def _refuse_what_is_held(before: RoleScheme, edition: RolesEdition, tx: Tx) -> None:
    """Of a role that goes, and of one that stands at fewer kinds of area from then on."""
    for role in before.roles:
        now = edition.scheme.find(role.key)
        gone = set(role.kinds) - set(now.kinds if now else ())
        if gone and (holding := tx.appointments.of_role(role.key, gone if now else None, edition.valid_from)):
            raise RoleHeld(role=role.named(), appointment_id=holding.id)


def _refuse_unknown_kinds(edition: RolesEdition, kinds: Kinds) -> None:
    for role in edition.roles:
        for kind in role.kinds:
            if not kinds.knows(kind):
                raise RoleKindUnknown(role=role.key, area_kind=kind)
