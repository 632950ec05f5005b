"""`linli keys rotate-signing`: another pair for who signs, beside the one before while its tokens live."""

from pathlib import Path

import click

from deploy.linli.settings import with_settings
from services.chassis.errors import KeyFileUnusable
from services.chassis.keyring import (
    LOOK_EVERY,
    PRIVATE,
    PUBLIC,
    READY_AFTER,
    age_of,
    create_keys,
    names_of,
    number_of,
)
from services.chassis.settings import Settings
from services.chassis.signing import LIFE
from services.chassis.tokens import (
    ACCEPTED_FOR,
    LONGEST_LIFE,
    PEOPLE_KEY,
    SERVICE_KEY,
    SKEW,
    TOKEN_LIFE,
)


class RotationRefused(Exception):
    """Says why."""


@click.command("rotate-signing")
@click.argument("signer")
@click.option("--finish", is_flag=True, help="Remove the former pairs, when no token of theirs lives.")
@click.option("--now", is_flag=True, help="With --finish: at once, and whatever they signed is refused.")
@with_settings
def rotate_signing(signer: str, finish: bool, now: bool, settings: Settings) -> None:
    """Make another pair for SIGNER, as people or service-grids; it signs by itself some minutes later."""
    folder = settings.keys_dir
    try:
        if finish:
            for name in finished(folder, signer, at_once=now):
                click.echo(f"{name}: removed; keep a new copy: linli keys backup FILE")
        else:
            click.echo(f"{begun(folder, signer)}: made; it signs in {READY_AFTER:.0f} seconds")
            click.echo(
                f"then, {longest_life(signer):.0f} seconds later: linli keys rotate-signing {signer} --finish"
            )
    except RotationRefused as refused:
        raise click.ClickException(str(refused)) from None
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None


def begun(folder: Path, signer: str) -> str:
    """The new pair's name. Raises RotationRefused or KeyFileUnusable."""
    names = names_of(folder, signer)
    if not names:
        raise RotationRefused(f"no pair of {signer} is here: linli keys create")
    if len(names) > 1:
        raise RotationRefused(f"{' and '.join(names)} are here: a rotation has not been ended")
    name = f"{signer}.{number_of(names[0]) + 1}"
    create_keys(folder, name)
    return name


def finished(folder: Path, signer: str, *, at_once: bool = False) -> list[str]:
    """The names of the pairs that are removed: all but the newest. Raises RotationRefused."""
    *former, newest = names_of(folder, signer) or [signer]
    if not former:
        raise RotationRefused(f"{signer} has one pair: no rotation has begun")
    missing = READY_AFTER + longest_life(signer) - age_of(folder, newest)
    if missing > 0 and not at_once:
        raise RotationRefused(f"tokens of {former[-1]} may live for {missing:.0f} seconds more")
    for name in former:
        for half in (PUBLIC, PRIVATE):
            (folder / f"{name}{half}").unlink(missing_ok=True)
    return former


def longest_life(signer: str) -> float:
    """Seconds after which no token counts that was signed by the former pair."""
    if signer == PEOPLE_KEY:
        life = TOKEN_LIFE.total_seconds()
    elif signer.startswith(SERVICE_KEY):
        life = LIFE.total_seconds()
    else:
        life = float(max(LONGEST_LIFE.values()))
    return LOOK_EVERY + life + SKEW + ACCEPTED_FOR
