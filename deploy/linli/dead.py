"""`linli dead`: events whose handler gave up on them: look, try again, or drop (architecture §4)."""

import click

from deploy.linli.gateway import with_gateway
from deploy.linli.listing import every, of_each, show
from deploy.linli.services import SERVICES
from deploy.sample.api import Api
from services.chassis.ids import new_id

COLUMNS = ("handler", "event_id", "state", "failures", "due_at", "error")
PLACE = "/v1/operator/{service}/events"
of_service = click.option(
    "--service", type=click.Choice(list(SERVICES)), required=True, help="Whose handler."
)
parked = click.option("--parked", is_flag=True, help="Those that still wait for their next try.")
the_handler, the_event = click.argument("handler"), click.argument("event_id")


@click.group()
def dead() -> None:
    """See the events that are dead, try one again, drop one."""


@dead.command("list")
@click.option("--service", type=click.Choice(list(SERVICES)), help="Of this one alone.")
@parked
@with_gateway
def list_dead(api: Api, service: str | None, parked: bool) -> None:
    """In the order of handler and event."""
    services = [service] if service else list(SERVICES)
    found = list(of_each(api, services, PLACE, state=_state(parked)))
    show(("service", *COLUMNS), [[name, *(row[column] for column in COLUMNS)] for name, row in found])


@dead.command("show")
@of_service
@parked
@the_handler
@the_event
@with_gateway
def show_dead(api: Api, service: str, parked: bool, handler: str, event_id: str) -> None:
    """Everything that is known of one; what it carries is shown to nobody."""
    for row in every(api, PLACE.format(service=service), state=_state(parked)):
        if (row["handler"], row["event_id"]) == (handler, event_id):
            for name, value in row.items():
                click.echo(f"{name}: {value}")
            return
    raise click.ClickException(f"{handler} has no {_state(parked)} event {event_id}")


@dead.command("replay")
@of_service
@the_handler
@the_event
@with_gateway
def replay(api: Api, service: str, handler: str, event_id: str) -> None:
    """Try one again at once, with all its tries before it."""
    _decide(api, service, "replay", handler, event_id)


@dead.command("drop")
@of_service
@the_handler
@the_event
@click.confirmation_option(prompt="It will never be handled. Drop it?")
@with_gateway
def drop(api: Api, service: str, handler: str, event_id: str) -> None:
    """Never handle one; the audit says who decided so."""
    _decide(api, service, "drop", handler, event_id)


def _decide(api: Api, service: str, decision: str, handler: str, event_id: str) -> None:
    place = f"{PLACE.format(service=service)}/{decision}"
    api.post(place, {"handler": handler, "event_id": event_id}, new_id())
    click.echo(f"{decision}: {event_id}")


def _state(is_parked: bool) -> str:
    return "parked" if is_parked else "dead"
