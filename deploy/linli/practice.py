"""`linli practice`: load a district's practice district (练习区) into a running house, over HTTP."""

from urllib.error import URLError

import click

from deploy.linli.bar import bar
from deploy.linli.gateway import URL, nobody_at, spoken
from deploy.linli.settings import with_settings
from deploy.linli.token import OPERATOR_LIFE, signed
from deploy.sample.api import Api, ApiRefused
from deploy.sample.load_register import SampleNotLoaded
from deploy.sample.practice import load_practice
from services.chassis.errors import KeyFileUnusable
from services.chassis.practice import is_practice, practice_of
from services.chassis.settings import Settings


@click.command()
@click.option("--district", required=True, help="The district whose practice district it is.")
@click.option("--url", default=URL, envvar="LINLI_URL", show_default=True, help="Address of the gateway.")
@with_settings
def practice(district: str, url: str, settings: Settings) -> None:
    """Load the practice district: ground, people on duty, residents who never were. Again changes nothing.

    It has the id of its district with -practice behind it; whoever is to train there gets a token for that
    district. Nothing of it leaves the house, and test keys of platforms open it.
    """
    if is_practice(district):
        raise click.BadParameter("it is a practice district itself", param_hint="--district")
    there = practice_of(district)
    try:
        token = signed(settings, "operator", "practice", there, [], OPERATOR_LIFE)
        with bar() as draw:
            for what, count in load_practice(Api(url.rstrip("/"), token, spoken()), draw):
                click.echo(f"{what}: {count or 'there already'}")
    except KeyFileUnusable as error:
        raise click.ClickException(f"{error.values['file']}: {error.values['problem']}") from None
    except (ApiRefused, SampleNotLoaded) as refused:
        raise click.ClickException(str(refused)) from None
    except URLError as error:
        raise click.ClickException(nobody_at(url, error)) from None
    click.echo(f"practice district: {there}")
