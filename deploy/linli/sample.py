"""`linli sample`: load 八里庄社区 into a running house, over HTTP."""

from urllib.error import URLError

import click

from deploy.sample.api import Api, ApiRefused
from deploy.sample.load import load


@click.command()
@click.option("--url", default="http://127.0.0.1:8000", show_default=True, help="Address of the gateway.")
@click.option("--token", envvar="LINLI_TOKEN", required=True, help="Of an operator, or a district officer.")
def sample(url: str, token: str) -> None:
    """Load the sample: 成华区 and the 151 grids of one community. A second time changes nothing."""
    try:
        for what, count in load(Api(url.rstrip("/"), token)):
            click.echo(f"{what}: {count or 'there already'}")
    except ApiRefused as refused:
        raise click.ClickException(str(refused)) from None
    except URLError as error:
        raise click.ClickException(f"nobody answers at {url}: {error.reason}") from None
