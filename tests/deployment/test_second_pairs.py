"""A second pair in a cluster: its public half can go out first, its private one to who signs alone."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deploy.linli.main import main
from tests.chassis.two_pairs import has_lain
from tests.deployment.manifests import every_password, secrets


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    (tmp_path / "keys.yaml").write_text(f"keys_dir: {tmp_path / 'keys'}\n")
    assert said(tmp_path / "keys", "create").exit_code == 0
    return tmp_path / "keys"


def said(keys: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["keys", *words, "--config", str(keys.parent / "keys.yaml")])


def names(printed: list[dict[str, Any]], name: str) -> set[str]:
    [found] = [each for each in printed if each["metadata"]["name"] == name]
    return {file for part in ("data", "binaryData") for file in found.get(part, {}) if "people" in file}


def test_a_new_pair_s_halves_go_where_the_first_one_s_are(keys: Path):
    assert "people.2: made" in said(keys, "rotate-signing", "people").output
    printed = secrets(keys, every_password())
    assert names(printed, "linli-members-keys") == {"people.key.pem", "people.2.key.pem"}
    assert names(printed, "linli-public-keys") == {"people.pub.pem", "people.2.pub.pem"}
    assert names(printed, "linli-gateway-keys") == set()


def test_public_halves_are_printed_alone_and_ask_for_no_password(keys: Path):
    said(keys, "rotate-signing", "people")
    [printed] = secrets(keys, {}, "--public")
    assert (printed["kind"], printed["metadata"]["name"]) == ("ConfigMap", "linli-public-keys")
    assert {file[-8:] for file in printed["binaryData"]} == {".pub.pem"}


def test_the_former_pair_goes_and_is_not_made_again(keys: Path):
    said(keys, "rotate-signing", "people")
    refused = said(keys, "rotate-signing", "people", "--finish")
    assert (refused.exit_code, "seconds more" in refused.output) == (1, True)
    has_lain(keys, "people.2", 3600)
    assert "people: removed" in said(keys, "rotate-signing", "people", "--finish").output
    assert "people: there already" in said(keys, "create").output
    assert names(secrets(keys, every_password()), "linli-members-keys") == {"people.2.key.pem"}


def test_nobody_s_pair_is_not_made(keys: Path):
    refused = said(keys, "rotate-signing", "poeple")
    assert (refused.exit_code, "no pair of poeple" in refused.output) == (1, True)
