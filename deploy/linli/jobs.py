"""`linli jobs`: how long work fares, over HTTP; a bar while it goes on."""

from typing import Any

import click

from deploy.linli.bar import follow_job
from deploy.linli.gateway import with_gateway
from deploy.linli.listing import of_each, show
from deploy.linli.services import SERVICES
from deploy.sample.api import Api
from services.chassis.ids import new_id

COLUMNS = ("id", "kind", "state", "done", "total", "created_at", "error")
of_service = click.option("--service", type=click.Choice(list(SERVICES)), help="Of this one alone.")


@click.group()
def jobs() -> None:
    """See how jobs fare, follow one, end one."""


@jobs.command("list")
@of_service
@with_gateway
def list_jobs(api: Api, service: str | None) -> None:
    """Newest first."""
    services = [service] if service else list(SERVICES)
    found = [job for _, job in of_each(api, services, "/v1/operator/{service}/jobs")]
    show(COLUMNS, [[_cell(job, column) for column in COLUMNS] for job in found])


@jobs.command("show")
@click.argument("job_id")
@click.option("--follow", is_flag=True, help="Draw a bar until it is over.")
@with_gateway
def show_job(api: Api, job_id: str, follow: bool) -> None:
    """How one fares; with --follow the command fails when the job does."""
    job = follow_job(api, job_id) if follow else api.get(f"/v1/jobs/{job_id}")
    for name, value in job.items():
        click.echo(f"{name}: {_cell(job, name) if name == 'error' else value}")
    if follow and job["state"] != "done":
        raise click.exceptions.Exit(1)


@jobs.command("cancel")
@click.argument("job_id")
@with_gateway
def cancel(api: Api, job_id: str) -> None:
    """End one before its next step; what it did so far stays."""
    click.echo(api.post(f"/v1/jobs/{job_id}/cancel", {}, new_id())["state"])


def _cell(job: dict[str, Any], column: str) -> object:
    return job["error"] and job["error"]["detail"] if column == "error" else job[column]
