"""`linli import-register`: a register (花名册) into a community of a running house."""

from pathlib import Path

import click

from deploy.linli.bar import follow_job
from deploy.linli.gateway import with_gateway
from deploy.sample.api import Api
from services.chassis.ids import new_id

COUNTS = ("new", "changed", "unchanged", "refused")
FAILED = 1


@click.command("import-register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", required=True, help="The community's id.")
@click.option("--trial", is_flag=True, help="Look everything up and count, enter nobody.")
@click.option("--bad-rows", type=click.Path(dir_okay=False, path_type=Path), help="Where to put their sheet.")
@with_gateway
def import_register(api: Api, file: Path, community: str, trial: bool, bad_rows: Path | None) -> None:
    """Import FILE, an XLSX workbook or a CSV text; fails when rows were refused."""
    sent = api.send_file(file.read_bytes(), file.name)
    body = {"community_id": community, "file": sent["file"], "file_name": file.name, "is_trial": trial}
    begun = api.post("/v1/register-imports", body, new_id())
    click.echo(f"import {begun['id']}")
    job = follow_job(api, begun["job_id"])
    if job["state"] != "done":
        raise click.ClickException(job["error"]["detail"] if job["error"] else job["state"])
    ended = api.get(f"/v1/register-imports/{begun['id']}")
    for name in COUNTS:
        click.echo(f"{name}: {ended[name]}")
    if ended["has_sheet"]:
        _keep_bad_rows(api, begun["id"], bad_rows or file.with_name(f"{file.stem}-bad-rows.xlsx"))
        raise click.exceptions.Exit(FAILED)


def _keep_bad_rows(api: Api, import_id: str, place: Path) -> None:
    place.write_bytes(api.fetch_file(f"/v1/register-imports/{import_id}/bad-rows"))
    click.echo(f"bad rows: {place}")
