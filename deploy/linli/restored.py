"""`linli restored`: databases that were brought back to a moment take up their work, before the house starts.

The event queues are emptied, every event that is kept goes out once more, mirrors are fed anew, and what had
left the house after that moment is listed and does not leave again (T13).
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from deploy.linli.backup_folder import BackupBroken
from deploy.linli.lock import HouseRuns, held
from deploy.linli.services import SERVICES, service_class
from deploy.linli.settings import with_settings
from services.chassis.bus.emptying import empty_queues, running
from services.chassis.bus.topology import Topology
from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.leaving import Leaves, Left, left_since
from services.chassis.settings import Settings
from services.chassis.storage import restoring
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database

LOGS = click.option(
    "--log",
    "logs",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A log of the house: it tells what left after the moment.",
)


@click.command()
@click.option("--moment", required=True, help="To which they were brought back: 2026-03-02T09:00:00+08:00.")
@LOGS
@with_settings
def restored(moment: str, logs: tuple[Path, ...], settings: Settings) -> None:
    """Let databases that were brought back to a moment take up their work. No service may run."""
    try:
        since = datetime.fromisoformat(moment)
    except ValueError:
        raise click.BadParameter(f"{moment!r} is no moment", param_hint="--moment") from None
    if since.tzinfo is None:
        raise click.BadParameter("it says no offset: +08:00, or Z", param_hint="--moment")
    try:
        with held(settings, list(SERVICES)):
            take_up_all(settings, since, logs)
    except (BackupBroken, HouseRuns) as refused:
        raise click.ClickException(str(refused)) from None


def take_up_all(settings: Settings, moment: datetime, logs: Sequence[Path]) -> None:
    """A second time changes nothing more. Raises BackupBroken while somebody runs."""
    if settings.broker.uri.startswith("amqp"):
        if there := running(settings.broker, SERVICES):
            raise BackupBroken(f"{', '.join(there)} still runs")
        emptied = empty_queues(settings.broker, Topology.load())
        click.echo(f"queues: {emptied} messages of a past that is no more are gone")
    for name in SERVICES:
        with closing(Database(_patient(settings), name)) as database:
            _take_up(database, service_class(name), moment, logs)
    if not logs:
        click.echo("no log was given: whatever left after the moment may leave once more")


def _take_up(database: Database, service: type[Any], moment: datetime, logs: Sequence[Path]) -> None:
    now, districts = datetime.now(UTC), database.districts()
    leaves: Leaves | None = getattr(service, "leaves", None)
    if leaves is not None:
        _note_left(database, service, leaves, districts, list(_read(leaves, moment, logs)))
    jobs = 0
    if hasattr(service, restoring.FEED):
        jobs = len([restoring.feed_mirrors(database, district, now) for district in districts])
    again = restoring.take_up(database)
    click.echo(f"{database.service}: {again} events go out once more, {jobs} districts' mirrors are fed anew")


def _read(leaves: Leaves, moment: datetime, logs: Sequence[Path]) -> Iterator[Left]:
    for log in logs:
        with log.open("rb") as lines:
            yield from left_since(moment, leaves, lines)


def _note_left(
    database: Database, service: type[Any], leaves: Leaves, districts: Sequence[str], left: Sequence[Left]
) -> None:
    """In every district: a line does not say whose it was, and ids are nobody else's."""
    at = {each.id: each.at for each in left}
    known: set[str] = set()
    for district in districts if at else ():
        call = _call(database, service, district)
        try:
            known |= leaves.note(at, call.begin, call.caller)
            call.commit(b"")
        finally:
            call.rollback()
    for each in left:
        what = "does not leave again" if each.id in known else "of something that is unknown here now"
        click.echo(f"left {each.at.isoformat()} {each.line['message']} {each.id}: {what}")


def _call(database: Database, service: type[Any], district: str) -> Call[Any]:
    caller = Caller(district, restoring.WHO, "operator")
    return Call(
        database,
        service.transaction,
        caller=caller,
        permission="restored",
        scope=WHOLE_DISTRICT,
        writes=True,
        action="restored",
        now=datetime.now(UTC),
    )


def _patient(settings: Settings) -> Any:
    """Millions of events may go out once more."""
    return replace(settings.database, statement_timeout=3600.0)
