"""`linli sample`: load 八里庄社区 into a running house, over HTTP."""

import click

from deploy.linli.bar import bar
from deploy.linli.gateway import with_gateway
from deploy.sample.api import Api
from deploy.sample.load import load
from deploy.sample.load_register import SampleNotLoaded, load_register


@click.command()
@click.option("--people/--no-people", default=True, help="With the 30,787 residents, or the ground alone.")
@with_gateway
def sample(api: Api, people: bool) -> None:
    """Load the sample: 成华区, the grids of one community, its people. A second time changes nothing."""
    for what, count in load(api):
        click.echo(f"{what}: {count or 'there already'}")
    if people:
        load_people(api)


def load_people(api: Api) -> None:
    try:
        with bar() as draw:
            for what, count in load_register(api, draw):
                click.echo(f"{what}: {count or 'there already'}")
    except SampleNotLoaded as refused:
        raise click.ClickException(str(refused)) from None
