"""The `linli` command. Each word below it is a module of this folder, imported when it is asked for."""

import warnings
from importlib import import_module

import click

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

# What runs the house itself is patched before anything else of it is imported (D21).
PATCHED = ("run", "up")
WORDS = (
    "audit",
    "backup",
    "dead",
    "definitions",
    "district",
    "divisions",
    "doctor",
    "import-register",
    "jobs",
    "keys",
    "migrate",
    "practice",
    "ready",
    "recount",
    "restore",
    "restored",
    "run",
    "sample",
    "status",
    "token",
    "up",
)


class Words(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in WORDS:
            return None
        if cmd_name in PATCHED:
            from services.chassis.bus.patching import patch

            patch()
        module = cmd_name.replace("-", "_")
        command = getattr(import_module(f"deploy.linli.{module}"), module)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Words)
def main() -> None:
    """Linli 邻里: run the house, look after it, open its doors."""
