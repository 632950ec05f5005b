"""`linli doctor`: one line for each thing that a house needs, and whether it is well."""

import json
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

import click

from deploy.linli import reach
from deploy.linli.services import SERVICES
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
        except reach.Unwell as unwell:
            return False, str(unwell)
        except Exception as error:
            return False, type(error).__name__


@click.command()
@click.option(
    "--instances", default=1, show_default=True, help="Processes a service, for the sum of connections."
)
@with_settings
def doctor(settings: Settings, instances: int) -> None:
    """Check settings, keys, databases, broker and versions."""
    is_well = True
    for check in checks(settings, instances):
        is_good, said = check.said()
        is_well = is_well and is_good
        click.echo(f"{'ok ' if is_good else 'BAD'}  {check.what}: {said}")
    sys.exit(not is_well)


def checks(settings: Settings, instances: int) -> Iterator[Check]:
    yield Check("settings", lambda: json.dumps(shown(settings)))
    yield Check("versions", _versions)
    yield Check("keys", partial(reach.keys, settings))
    for service in SERVICES:
        yield Check(f"database of {service}", partial(reach.database, settings, service))
    yield Check("connections", partial(reach.connections, settings, len(SERVICES) * instances))
    yield Check("broker", partial(reach.broker, settings))
    yield Check("store of rates", partial(reach.store_of_rates, settings))
    yield Check("letters", partial(reach.letters, settings))


def _versions() -> str:
    installed = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"Python {platform.python_version()}, {installed}"
