"""`linli keys renew`: new keys of a district in every service of a running house, over HTTP (D11)."""

from collections.abc import Iterator
from typing import Any
from urllib.error import URLError

import click

from deploy.linli.bar import follow_job
from deploy.linli.gateway import URL, nobody_at, spoken
from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from deploy.linli.token import OPERATOR_LIFE, signed
from deploy.sample.api import Api, ApiRefused
from services.chassis.errors import KeyFileUnusable
from services.chassis.ids import new_id
from services.chassis.settings import Settings


@click.command()
@click.argument("district")
@click.option("--finish", is_flag=True, help="Destroy the older keys, where nothing needs them any more.")
@click.option("--service", type=click.Choice(list(SERVICES)), help="In this one alone.")
@click.option("--url", default=URL, envvar="LINLI_URL", show_default=True, help="Address of the gateway.")
@with_settings
def renew(district: str, finish: bool, service: str | None, url: str, settings: Settings) -> None:
    """Make a new data key and digest key for DISTRICT, and seal all that it has anew, while it works on.

    Run again it goes on with a renewal that has not ended. The jobs are seen by `linli jobs` too.
    """
    try:
        token = signed(settings, "operator", "keys", district, [], OPERATOR_LIFE)
        api = Api(url.rstrip("/"), token, spoken())
        ended = list(_ended(api, [service] if service else list(SERVICES), finish))
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None
    except ApiRefused as refused:
        raise click.ClickException(str(refused)) from None
    except URLError as error:
        raise click.ClickException(nobody_at(url, error)) from None
    if not all(ended):
        raise click.exceptions.Exit(1)
    if not finish:
        click.echo(f"then: linli keys renew {district} --finish")


def _ended(api: Api, services: list[str], finish: bool) -> Iterator[bool]:
    """All begin together; whether each ended well and with nothing left."""
    what = "destroy-older" if finish else "renew"
    asked = {name: api.post(f"/v1/operator/{name}/keys/{what}", {}, new_id()) for name in services}
    for name, job in asked.items():
        ended = follow_job(api, job["id"])
        click.echo(f"{name}: {_said(ended)}")
        yield ended["state"] == "done" and not ended["result"].get("left")


def _said(job: dict[str, Any]) -> str:
    if job["state"] != "done":
        return f"{job['state']}: {job['error']['detail']}" if job["error"] else str(job["state"])
    left = ", ".join(f"{count} in {where}" for where, count in job["result"].get("left", {}).items())
    return f"version {job['result']['version']}, {job['done']} rows" + (f"; left: {left}" if left else "")
