"""A process of the house from its lock to its end."""

import gc
import logging
from collections.abc import Callable, Sequence
from errno import EADDRINUSE

import click

from deploy.linli.limits import ask_for_open_files
from deploy.linli.lock import HouseRuns, held
from deploy.linli.parts import parts_of
from deploy.linli.services import SERVICES
from services.chassis import logs, tracing
from services.chassis.bus.runner import Part, Runner
from services.chassis.errors import KeyFileUnusable
from services.chassis.settings import Settings, shown

log = logging.getLogger("linli.start")


def run_house(
    names: Sequence[str],
    settings: Settings,
    *,
    probe: str,
    before: Callable[[], None] = lambda: None,
    on_ready: Callable[[Sequence[Part]], None] = lambda _: None,
) -> None:
    """Until SIGTERM or SIGINT. `before` runs under the lock, `on_ready` when every part is."""
    logs.configure(probe, settings.log_level)
    ask_for_open_files(settings)
    log.info("starting", extra={"settings": shown(settings)})
    try:
        services = [name for name in names if name in SERVICES]
        with held(settings, services), tracing.exported(settings.tracing):
            before()
            parts = parts_of(names, settings)
            Runner(parts, settings, probe).run(lambda: on_ready(parts))
        gc.freeze()  # what is left goes with the process: to look through it all first takes a second
    except HouseRuns as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise
        address = f"{settings.http.host}:{settings.http.port}"
        raise click.ClickException(f"{address} or a probe's port is taken by another process") from None
    except KeyFileUnusable as error:
        said = " ".join(str(value) for value in error.values.values())
        raise click.ClickException(f"{said}; `linli keys create` makes what is missing") from None
