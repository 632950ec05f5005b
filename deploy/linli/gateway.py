"""What a command needs that speaks to a running house: its gateway's address and a token."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.error import URLError

import click

from deploy.sample.api import Api, ApiRefused

URL = "http://127.0.0.1:8000"
Command = Callable[..., None]


def with_gateway(command: Command) -> Command:
    """Gives `api`; what the house refuses, and a house that is away, end the command with a line."""

    @click.option(
        "--url",
        default=URL,
        envvar="LINLI_URL",
        show_default=True,
        show_envvar=True,
        help="Address of the gateway.",
    )
    @click.option(
        "--token",
        envvar="LINLI_TOKEN",
        show_envvar=True,
        required=True,
        help="Of an operator, or a district officer: `linli token --kind operator --district ID` signs one.",
    )
    @wraps(command)
    def asked(*, url: str, token: str, **words: Any) -> None:
        try:
            command(api=Api(url.rstrip("/"), token, spoken()), **words)
        except ApiRefused as refused:
            raise click.ClickException(str(refused)) from None
        except URLError as error:
            raise click.ClickException(nobody_at(url, error)) from None
        except TimeoutError:
            raise click.ClickException(f"no answer in time from {url}") from None

    return asked


def nobody_at(url: str, error: URLError) -> str:
    return f"nobody answers at {url}: {error.reason}; --url or LINLI_URL names another address"


def spoken() -> str:
    """Chinese for who has set the terminal to it."""
    return "zh-CN" if os.environ.get("LANG", "").startswith("zh") else "en"
