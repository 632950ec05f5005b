"""`linli token`: sign a token, for as long as nobody can log in (D13)."""

from datetime import timedelta
from typing import get_args

import click

from deploy.linli.lifetime import Lifetime
from deploy.linli.settings import with_settings
from services.chassis.caller import Grant, PrincipalKind
from services.chassis.clock import SystemClock
from services.chassis.errors import KeyFileUnusable
from services.chassis.ids import new_id
from services.chassis.keyring import Keyring
from services.chassis.roles import Roles
from services.chassis.settings import Settings
from services.chassis.tokens import LONGEST_LIFE, mint

SIGNER = "linli"
OPERATOR_LIFE = timedelta(seconds=LONGEST_LIFE["operator"])
KINDS = get_args(PrincipalKind)


@click.command()
@click.option("--kind", type=click.Choice(KINDS), default="person", show_default=True)
@click.option("--id", "principal", help="Who it is; a new id when left out.")
@click.option("--role", help="What a person or key is granted; services and operators need none.")
@click.option("--area", help="Id of the area whose subtree the role is for; the whole district without.")
@click.option("--district", required=True, help="The district's id.")
@click.option("--lifetime", type=Lifetime(), default="5m", show_default=True, help="90s, 5m, 12h …")
@with_settings
def token(
    kind: PrincipalKind,
    principal: str | None,
    role: str | None,
    area: str | None,
    district: str,
    lifetime: timedelta,
    settings: Settings,
) -> None:
    """Sign a token with the key of the settings' key folder, and print it."""
    _refuse_unknown_role(role)
    _refuse_too_long(kind, lifetime, settings)
    grants = [Grant(role, area)] if role else []
    try:
        click.echo(signed(settings, kind, principal or new_id(), district, grants, lifetime))
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None


def signed(
    settings: Settings,
    kind: PrincipalKind,
    principal: str,
    district: str,
    grants: list[Grant],
    lifetime: timedelta,
) -> str:
    """Raises KeyFileUnusable."""
    keyring = Keyring.load(settings.keys_dir)
    kid = keyring.newest(SIGNER)
    return mint(
        keyring.signing_key(kid),
        kid,
        kind=kind,
        id=principal,
        district=district,
        grants=grants,
        lifetime=lifetime,
        now=SystemClock().now(),
    )


def _refuse_unknown_role(role: str | None) -> None:
    known = sorted(Roles.load().permissions)
    if role is not None and role not in known:
        raise click.BadParameter(f"{role!r} is not one of {', '.join(known)}", param_hint="--role")


def _refuse_too_long(kind: PrincipalKind, lifetime: timedelta, settings: Settings) -> None:
    longest = LONGEST_LIFE[kind]
    if settings.profile != "sample" and lifetime.total_seconds() > longest:
        raise click.BadParameter(f"outside the sample a {kind}'s token lives {longest} s at most")
