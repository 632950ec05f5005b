"""`linli keys create`: the master key, and a signing key for each who signs (D11, D13)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from deploy.linli.services import GATEWAY, SERVICES
from deploy.linli.settings import with_settings
from deploy.linli.token import SIGNER
from services.chassis.errors import KeyFileProblem, KeyFileUnusable
from services.chassis.keyring import create_keys
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.settings import Settings
from services.chassis.tokens import PEOPLE_KEY, SERVICE_KEY


@click.group()
def keys() -> None:
    """Look after the keys of the house."""


@keys.command()
@with_settings
def create(settings: Settings) -> None:
    """Make the keys that are missing; none is ever replaced."""
    for name, is_new in create_missing(settings.keys_dir).items():
        click.echo(f"{name}: {'made' if is_new else 'there already'}")


def signers() -> list[str]:
    """Whoever signs tokens: this command, members for people, and each service and the gateway for itself."""
    return [SIGNER, PEOPLE_KEY, *(f"{SERVICE_KEY}{name}" for name in (*SERVICES, GATEWAY))]


def create_missing(folder: Path) -> dict[str, bool]:
    """By name, whether it was made now."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = {MASTER: _is_made(partial(MasterKey.create, folder / MASTER))}
    for signer in signers():
        made[signer] = _is_made(partial(create_keys, folder, signer))
    return made


def _is_made(create_one: Callable[[], object]) -> bool:
    try:
        create_one()
    except KeyFileUnusable as error:
        if error.values["problem"] is not KeyFileProblem.THERE_ALREADY:
            raise
        return False
    return True
