"""Each law of imports refuses a breach: planted in a copy of the project, one at a time."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "decisions" / "laws.md"
LINTER = Path(sys.executable).with_name("lint-imports")

# law → (the file the breach is planted in, what it says)
BREACHES = [
    ("law-1", "services/grids/breach.py", "import services.notify.service"),
    ("law-1", "services/notify/messages/breach.py", "import services.grids.areas.domain"),
    ("law-1", "gateway/breach.py", "import services.grids.service"),
    ("law-1", "services/chassis/breach.py", "import services.grids.service"),
    ("law-1", "services/grids/breach.py", "import gateway"),
    ("law-2", "services/grids/cases/domain/breach.py", "import services.grids.cases.use_cases"),
    ("law-2", "services/grids/cases/use_cases/breach.py", "import services.grids.cases.store"),
    ("law-2", "services/grids/cases/use_cases/breach.py", "import services.grids.cases.schemas"),
    ("law-2", "services/notify/messages/domain/breach.py", "import services.notify.messages.entrypoints"),
    ("law-3-domain", "services/grids/areas/domain/breach.py", "import sqlalchemy"),
    ("law-3-domain", "services/grids/areas/domain/breach.py", "import services.chassis.caller"),
    ("law-3-domain", "services/chassis/domain.py", "import marshmallow"),
    ("law-3-use-cases", "services/grids/areas/use_cases/breach.py", "import marshmallow"),
    ("law-3-use-cases", "services/grids/areas/use_cases/breach.py", "import services.chassis.storage.paging"),
    ("law-4", "services/chassis/breach.py", "import eventlet"),
    ("law-4", "services/grids/cases/breach.py", "import kombu"),
    ("law-4", "gateway/breach.py", "import nameko.rpc"),
    ("law-4", "deploy/breach.py", "import eventlet.green"),
    ("law-5-rooms", "services/grids/cases/breach.py", "import services.grids.posts.domain"),
    ("law-5-rooms", "services/grids/cases/breach.py", "import services.grids.areas.store"),
    ("law-5-rooms", "services/grids/cases/breach.py", "import services.grids.transaction"),
    ("law-5-rooms", "services/grids/sheds/__init__.py", ""),
    ("law-5-stores", "services/grids/breach.py", "import services.grids.areas.store"),
    ("law-5-stores", "gateway/breach.py", "import services.grids.areas.store"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("copy")
    for part in ("services", "gateway", "deploy"):
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def _lint(folder: Path, law: str) -> subprocess.CompletedProcess[str]:
    command = [str(LINTER), "--no-logo", "--no-cache", "--contract", law]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_every_contract_has_a_breach_here_and_a_line_on_its_page():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contracts = sorted(contract["id"] for contract in linter["contracts"])
    assert contracts == sorted({law for law, _, _ in BREACHES})
    assert contracts == sorted(re.findall(r"^\| [^|]+ \| `([\w-]+)`", PAGE.read_text(), re.MULTILINE))


@pytest.mark.parametrize("law", sorted({law for law, _, _ in BREACHES}))
def test_the_project_keeps(law: str, copy: Path):
    done = _lint(copy, law)
    assert (done.returncode, "BROKEN" in done.stdout) == (0, False), done.stdout


@pytest.mark.parametrize(("law", "place", "words"), BREACHES)
def test_a_breach_is_refused(law: str, place: str, words: str, copy: Path):
    planted = copy / place
    before = planted.read_text() if planted.exists() else None
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f"{before or ''}\n{words}\n")
    try:
        done = _lint(copy, law)
    finally:
        if before is None:
            planted.unlink()
        else:
            planted.write_text(before)
    assert (done.returncode, "BROKEN" in done.stdout) == (1, True), done.stdout
