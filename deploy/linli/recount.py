"""`linli recount`: people, dwellings, places and work of a district counted anew in a running house."""

from collections.abc import Iterator, Mapping
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

Result = dict[str, Any]
SAID_OF_PEOPLE = {
    "counts": "areas had another number of households or residents",
    "places": "areas were counted elsewhere in the tree",
    "days": "areas had another number at the end of their last day",
    "sums": "sums of areas were not what they add up to",
}
SAID_OF_GROUND = {
    "work": "figures of the work log were not those of its entries",
    "places": "figures of places by kind were not those of the places",
    "dwellings": "communities had another number of dwellings, or of those in no grid",
}


RECOUNTS = (
    ("people", "/v1/operator/counts/recount", SAID_OF_PEOPLE),
    ("ground", "/v1/operator/ground/recount", SAID_OF_GROUND),
)
"""What is counted, where it is asked for, and what is said of each kind that was wrong."""


@click.command()
@click.argument("district")
@click.option("--url", default=URL, envvar="LINLI_URL", show_default=True, help="Address of the gateway.")
@with_settings
def recount(district: str, url: str, settings: Settings) -> None:
    """Count people, dwellings, places and work of DISTRICT anew, while it works on.

    Nothing should differ: then the command succeeds. What differs is put right, and the command fails once.
    """
    try:
        token = signed(settings, "operator", "recount", district, [], OPERATOR_LIFE)
        differing = list(_recounted(Api(url.rstrip("/"), token, spoken())))
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None
    except ApiRefused as refused:
        raise click.ClickException(str(refused)) from None
    except URLError as error:
        raise click.ClickException(nobody_at(url, error)) from None
    if any(differing):
        raise click.exceptions.Exit(1)


def _recounted(api: Api) -> Iterator[bool]:
    """Of each whether something differed; it is said by the way."""
    for what, path, words in RECOUNTS:
        job = follow_job(api, api.post(path, {}, new_id())["id"])
        if job["state"] != "done":
            broke = job["error"]
            raise click.ClickException(broke["detail"] if broke else f"the recount was {job['state']}")
        result = job["result"]
        for line in said(what, result, words):
            click.echo(line)
        yield bool(result["differing"])


def said(what: str, result: Result, words: Mapping[str, str]) -> list[str]:
    areas = f"{what}: {result['areas']} areas counted"
    if not result["differing"]:
        return [f"{areas}: nothing differs"]
    wrong = [f"{count} {words[name]}" for name, count in result["wrong"].items() if count]
    return [f"{areas}: {result['differing']} differed, and are right now", *wrong]
