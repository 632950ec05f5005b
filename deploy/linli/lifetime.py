"""How long a token lives, as people write it: `90s`, `5m`, `12h`."""

import re
from datetime import timedelta

import click

UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}


class Lifetime(click.ParamType[timedelta]):
    name = "lifetime"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        written = re.fullmatch(r"([1-9][0-9]{0,5})([smh])", str(value))
        if written is None:
            return self.fail(f"{value!r} is not like 90s, 5m or 12h", param, ctx)
        return timedelta(**{UNITS[written[2]]: int(written[1])})
