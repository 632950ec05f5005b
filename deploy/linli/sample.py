"""`linli sample`: load 八里庄社区 into a running house, over HTTP."""

import click

from deploy.linli.gateway import with_gateway
from deploy.sample.api import Api
from deploy.sample.load import load


@click.command()
@with_gateway
def sample(api: Api) -> None:
    """Load the sample: 成华区 and the 151 grids of one community. A second time changes nothing."""
    for what, count in load(api):
        click.echo(f"{what}: {count or 'there already'}")
