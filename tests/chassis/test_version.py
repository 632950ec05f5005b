"""The release that a process tells is the one that is built."""

import tomllib
from pathlib import Path

from services.chassis.version import VERSION

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_it_is_the_project_s():
    assert tomllib.loads(PROJECT.read_text())["project"]["version"] == VERSION
