"""`linli status`: how a running house fares; the command fails when somebody has to look at something."""

import json
import sys
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from deploy.linli.gateway import with_gateway
from deploy.sample.api import Api

PLACE = "/v1/operator/status"
GOOD, BAD, QUIET = "green", "bold red", "dim"
COLUMNS = (
    "service",
    "state",
    "release",
    "up",
    "instances",
    "outbox",
    "parked",
    "dead",
    "jobs",
    "queues",
    "pools",
)
MEANS = "docs/guides/seeing.md says what to do."
Row = dict[str, Any]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As the house says it.")
@with_gateway
def status(api: Api, as_json: bool) -> None:
    """See services, queues, events set aside, jobs and pools."""
    house = api.get(PLACE)
    if as_json:
        click.echo(json.dumps(house, ensure_ascii=False, indent=2))
    else:
        _show(house)
    sys.exit(not house["is_well"])


def _show(house: Row) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    table = Table(*COLUMNS, box=box.SIMPLE_HEAD)
    gateway = house["gateway"]
    table.add_row("gateway", f"[{GOOD}]there[/]", gateway["release"], _span(gateway["uptime_seconds"]))
    for each in house["services"]:
        table.add_row(name_of(each), *_cells(each))
    console.print(table)
    for line in troubles(house):
        console.print(f"[{BAD}]{line}[/]")
    console.print(MEANS if not house["is_well"] else "All is well.")


def name_of(each: Row) -> str:
    """`east/grids` where the house is in cells."""
    return f"{each['cell']}/{each['service']}" if each["cell"] else str(each["service"])


def troubles(house: Row) -> list[str]:
    """A line for each: the service and what is the matter with it."""
    found = [f"cell {cell['cell']}: its broker is away" for cell in house["cells"] if not cell["is_up"]]
    for each in house["services"]:
        told, name = each["status"], name_of(each)
        if told is None:
            found.append(f"{name}: {each['state']}")
            continue
        found += [] if told["is_ready"] else [f"{name}: not_ready"]
        found += [f"{name}: {trouble}" for trouble in told["troubles"]]
    return found


def _cells(each: Row) -> list[str]:
    told = each["status"]
    if told is None:
        return [f"[{BAD}]{each['state']}[/]"]
    is_well = told["is_ready"] and not told["troubles"]
    jobs, queues = told["jobs"], told["queues"]
    waiting = "?" if queues is None else str(sum(queue["depth"] for queue in queues))
    busiest = max(told["pools"], key=lambda pool: pool["in_use"] / pool["size"], default=None)
    return [
        f"[{GOOD}]well[/]" if is_well else f"[{BAD}]look[/]",
        told["release"],
        _span(told["uptime_seconds"]),
        "?" if told["instances"] is None else str(told["instances"]),
        _lot(told["outbox"]),
        _lot(told["parked"]),
        _lot(told["dead"]),
        f"{jobs['waiting']['count']} + {jobs['running']['count']} ({jobs['failed']} failed)",
        waiting,
        f"{busiest['in_use']}/{busiest['size']}" if busiest else "",
    ]


def _lot(lot: Row) -> str:
    if not lot["count"]:
        return f"[{QUIET}]0[/]"
    return f"{lot['count']} · {_span(lot['oldest_seconds'])}"


def _span(seconds: int) -> str:
    """The largest unit that fits: 42s, 7m, 3h, 5d."""
    for unit, size in (("d", 86_400), ("h", 3600), ("m", 60)):
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
