"""The settings a command works with: `--config`, else LINLI_CONFIG, else the sample's."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from services.chassis.errors import SettingsInvalid
from services.chassis.settings import Settings, load_settings

SAMPLE = Path(__file__).parents[1] / "config" / "sample.yaml"
CONFIG = "LINLI_CONFIG"

F = TypeVar("F", bound=Callable[..., Any])


class SettingsFile(click.ParamType[Settings]):
    """A YAML file; LINLI_SECTION__NAME in the environment comes before it."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Settings:
        if isinstance(value, Settings):
            return value
        try:
            return load_settings(Path(str(value)), os.environ)
        except SettingsInvalid as error:
            said = " ".join(str(given) for given in error.values.values())
            return self.fail(f"settings do not hold: {said}", param, ctx)


def with_settings(command: F) -> F:
    option = click.option(
        "--config", "settings", type=SettingsFile(), default=str(SAMPLE), envvar=CONFIG, help="Settings file."
    )
    return option(command)
