"""`linli keys create`: the master key, and a signing key for each who signs (D11, D13)."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from deploy.linli.token import SIGNER
from services.chassis.errors import KeyFileProblem, KeyFileUnusable
from services.chassis.key_files import write_secret
from services.chassis.keyring import create_keys
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.settings import Settings
from services.chassis.tokens import PEOPLE_KEY

CURSORS = "gateway.cursors.key"
"""All gateways sign their lists' cursors with it; this module runs where there is no gateway."""


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
    """Whoever signs tokens: this command, members for people, and each service for itself."""
    return [SIGNER, PEOPLE_KEY, *(f"service-{service}" for service in SERVICES)]


def create_missing(folder: Path) -> dict[str, bool]:
    """By name, whether it was made now."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = {MASTER: _is_made(partial(MasterKey.create, folder / MASTER))}
    made[CURSORS] = _is_made(lambda: write_secret(folder / CURSORS, os.urandom(32)))
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
