"""What the README promises to type is there."""

import re
import subprocess

import pytest

from tests.architecture.source import ROOT

TARGETS = [
    "run", "test", "test-all", "check", "contracts", "bench", "faults", "served",
    "audit-dependencies", "bundle", "assets", "screenshots", "clean",
]  # fmt: skip


def _make(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("target", TARGETS)
def test_help_names(target: str):
    assert re.search(rf"^  make {target} +\S", _make().stdout, re.MULTILINE)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_knows_what_to_do(target: str):
    assert _make("--dry-run", target).returncode == 0


def test_the_one_whole_check_is_make_test():
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_a_page_names_only_targets_and_files_that_are_there(page: str):
    text = (ROOT / page).read_text()
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= {*TARGETS, "help"}
    named = re.findall(r"`((?:docs|services|gateway|deploy|tests)/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []
