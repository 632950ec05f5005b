"""`linli recount`: everybody of a district counted anew in a running house, over HTTP."""

from typing import Any
from urllib.error import URLError

import click

from deploy.linli.bar import follow_job
from deploy.linli.gateway import URL, nobody_at, spoken
from deploy.linli.settings import with_settings
from deploy.linli.token import OPERATOR_LIFE, signed
from deploy.sample.api import Api, ApiRefused
from services.chassis.errors import KeyFileUnusable
from services.chassis.ids import new_id
from services.chassis.settings import Settings

SAID = {
    "counts": "areas had another number of households or residents",
    "places": "areas were counted elsewhere in the tree",
    "days": "areas had another number at the end of their last day",
    "sums": "sums of areas were not what they add up to",
}


@click.command()
@click.argument("district")
@click.option("--url", default=URL, envvar="LINLI_URL", show_default=True, help="Address of the gateway.")
@with_settings
def recount(district: str, url: str, settings: Settings) -> None:
    """Count the households and residents of DISTRICT anew, while it works on.

    Nothing should differ: then the command succeeds. What differs is put right, and the command fails once.
    """
    try:
        token = signed(settings, "operator", "recount", district, [], OPERATOR_LIFE)
        api = Api(url.rstrip("/"), token, spoken())
        job = follow_job(api, api.post("/v1/operator/counts/recount", {}, new_id())["id"])
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None
    except ApiRefused as refused:
        raise click.ClickException(str(refused)) from None
    except URLError as error:
        raise click.ClickException(nobody_at(url, error)) from None
    if job["state"] != "done":
        broke = job["error"]
        raise click.ClickException(broke["detail"] if broke else f"the recount was {job['state']}")
    for line in said(job["result"]):
        click.echo(line)
    if job["result"]["differing"]:
        raise click.exceptions.Exit(1)


def said(result: dict[str, Any]) -> list[str]:
    areas = f"{result['areas']} areas counted"
    if not result["differing"]:
        return [f"{areas}: nothing differs"]
    wrong = [f"{count} {SAID[name]}" for name, count in result["wrong"].items() if count]
    return [f"{areas}: {result['differing']} differed, and are right now", *wrong]
