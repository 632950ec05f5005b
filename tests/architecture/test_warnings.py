"""Warnings stop a run, with one exception that is named by its text."""

import tomllib

from tests.architecture.source import ROOT


def test_every_warning_is_an_error_but_eventlets_notice():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    assert settings["filterwarnings"] == ["error", r"ignore:\s*Eventlet is deprecated"]
