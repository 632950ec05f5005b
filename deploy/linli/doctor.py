"""`linli doctor`: one line for each thing that a house needs, and whether it is well."""

import json
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version

import click

from deploy.linli import limits, reach
from deploy.linli.capacity import Unwell
from deploy.linli.services import GATEWAY, SERVICES
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings, shown

LIBRARIES = ("nameko", "kombu", "eventlet", "SQLAlchemy", "marshmallow", "PyJWT")


@dataclass(frozen=True)
class Check:
    what: str
    look: Callable[[], str]

    def said(self) -> tuple[bool, str]:
        """Whatever goes wrong is the finding, by its kind: the text of an error may quote an address."""
        try:
            return True, self.look()
        except Unwell as unwell:
            return False, str(unwell)
        except Exception as error:
            return False, type(error).__name__


@click.command()
@click.option(
    "--instances", type=click.IntRange(1), help="Processes of each, instead of the settings' scale.instances."
)
@with_settings
def doctor(settings: Settings, instances: int | None) -> None:
    """Check settings, keys, databases, broker and versions."""
    is_well = True
    if instances:
        scale = replace(settings.scale, instances=dict.fromkeys([*SERVICES, GATEWAY], instances))
        settings = replace(settings, scale=scale)
    for check in checks(settings):
        is_good, said = check.said()
        is_well = is_well and is_good
        click.echo(f"{'ok ' if is_good else 'BAD'}  {check.what}: {said}")
    sys.exit(not is_well)


def checks(settings: Settings) -> Iterator[Check]:
    yield Check("settings", lambda: json.dumps(shown(settings)))
    yield Check("versions", _versions)
    yield Check("keys", partial(reach.keys, settings))
    yield from _of_the_cells(settings) if settings.cells.brokers else _of_the_house(settings)
    yield Check("open files", partial(limits.of_open_files, settings))
    yield Check("store of rates", partial(reach.store_of_rates, settings))
    if not settings.cells.brokers:
        yield Check("letters", partial(reach.letters, settings))


def _of_the_cells(settings: Settings) -> Iterator[Check]:
    """What a gateway needs of them; each looks at its databases with its own settings."""
    for cell, uri in settings.cells.brokers.items():
        of_cell = replace(settings, broker=replace(settings.broker, uri=uri))
        yield Check(f"broker of the cell {cell}", partial(reach.broker, of_cell))


def _of_the_house(settings: Settings) -> Iterator[Check]:
    for service in SERVICES:
        yield Check(f"database of {service}", partial(reach.database, settings, service))
    yield Check("connections", partial(limits.of_the_databases, settings))
    yield Check("broker", partial(reach.broker, settings))
    yield Check("connections of the broker", partial(limits.of_the_broker, settings))


def _versions() -> str:
    installed = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"Python {platform.python_version()}, {installed}"
