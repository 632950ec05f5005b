"""`linli keys`: the master key, and a signing key for each who signs; their escrow (D11, D13)."""

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import click

from deploy.linli import escrow, key_check, master_rotation
from deploy.linli.renewal import renew
from deploy.linli.services import GATEWAY, SERVICES
from deploy.linli.settings import with_settings
from deploy.linli.signing_rotation import rotate_signing
from deploy.linli.token import SIGNER
from services.chassis.errors import KeyFileProblem, KeyFileUnusable
from services.chassis.key_files import write_secret
from services.chassis.keyring import create_keys, names_of
from services.chassis.master_key import MASTER, MasterKey, SealBroken
from services.chassis.settings import Settings
from services.chassis.tokens import PEOPLE_KEY, SERVICE_KEY

GATEWAYS_OWN = ("gateway.cursors.key", "gateway.console.key")
"""All gateways seal lists' cursors and the console's sessions with them; no gateway runs here."""


@click.group()
def keys() -> None:
    """Look after the keys of the house."""


keys.add_command(renew)
keys.add_command(rotate_signing)


@keys.command()
@with_settings
def create(settings: Settings) -> None:
    """Make the keys that are missing; none is ever replaced."""
    for name, is_new in create_missing(settings.keys_dir).items():
        click.echo(f"{name}: {'made' if is_new else 'there already'}")


FILE = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Its first line; without it you are asked.",
)


@keys.command()
@FILE
@PASSPHRASE
@with_settings
def backup(file: Path, passphrase_file: Path | None, settings: Settings) -> None:
    """Keep all keys in FILE, closed with a passphrase. Keep it where no backup of databases lies."""
    passphrase = asked_passphrase(passphrase_file, confirm=True)
    if len(passphrase) < escrow.SHORTEST:
        raise click.ClickException(f"a passphrase has {escrow.SHORTEST} characters at least")
    try:
        kept = escrow.kept_in(settings.keys_dir)
        write_secret(file, escrow.close(kept, passphrase))
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None
    click.echo(f"{file}: {len(kept)} files")


@keys.command()
@FILE
@PASSPHRASE
@with_settings
def restore(file: Path, passphrase_file: Path | None, settings: Settings) -> None:
    """Put the keys of FILE back where they are missing; none is ever replaced."""
    try:
        kept = escrow.open_with(asked_passphrase(passphrase_file), file.read_bytes())
        there = escrow.put_back(kept, settings.keys_dir)
    except (escrow.EscrowUnusable, OSError) as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{len(there)} of {len(kept)} were missing and are there now")


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@PASSPHRASE
@with_settings
def verify(file: Path | None, passphrase_file: Path | None, settings: Settings) -> None:
    """Look whether every key is there and opens what it must; with FILE, whether that has the same keys."""
    is_well = True
    for what, problem in chain(key_check.of_house(settings), _of_file(file, passphrase_file, settings)):
        is_well = is_well and problem is None
        click.echo(
            f"{'ok ' if problem is None else 'BAD'}  {what}{'' if problem is None else f': {problem}'}"
        )
    sys.exit(not is_well)


@keys.command()
@click.option("--finish", is_flag=True, help="Wrap everything by the new one, and destroy the former one.")
@with_settings
def rotate(finish: bool, settings: Settings) -> None:
    """Make another master key. Start every process anew, then run it with --finish; keep a new copy."""
    try:
        if not finish:
            master_rotation.begin(settings.keys_dir)
            click.echo("a new master key; when every process has both files: linli keys rotate --finish")
            return
        count = master_rotation.end(settings)
    except (master_rotation.RotationRefused, SealBroken) as refused:
        raise click.ClickException(str(refused)) from None
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None
    click.echo(f"{count} rows are wrapped anew; keep a new copy: linli keys backup FILE")


def _of_file(
    file: Path | None, passphrase_file: Path | None, settings: Settings
) -> Iterator[key_check.Finding]:
    if file is None:
        return
    try:
        kept = escrow.open_with(asked_passphrase(passphrase_file), file.read_bytes())
    except (escrow.EscrowUnusable, OSError) as refused:
        raise click.ClickException(str(refused)) from None
    yield from key_check.of_escrow(kept, settings.keys_dir)


def asked_passphrase(file: Path | None, *, confirm: bool = False) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").partition("\n")[0]
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm))


def signers() -> list[str]:
    """Whoever signs tokens: this command, members for people, and each service and the gateway for itself."""
    return [SIGNER, PEOPLE_KEY, *(f"{SERVICE_KEY}{name}" for name in (*SERVICES, GATEWAY))]


def create_missing(folder: Path) -> dict[str, bool]:
    """By name, whether it was made now."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = {MASTER: _is_made(partial(MasterKey.create, folder / MASTER))}
    for own in GATEWAYS_OWN:
        made[own] = _is_made(partial(write_secret, folder / own, os.urandom(32)))
    for signer in signers():
        made[signer] = not names_of(folder, signer) and _is_made(partial(create_keys, folder, signer))
    return made


def _is_made(create_one: Callable[[], object]) -> bool:
    try:
        create_one()
    except KeyFileUnusable as error:
        if error.values["problem"] is not KeyFileProblem.THERE_ALREADY:
            raise
        return False
    return True
