"""What the tests need is installed, given by address, or named in a line."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("sh", "ls", "dirname", "rabbitmq-server", "initdb", "redis-server", "curl", "chromium")


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A path of tools where nobody is root, nothing can be installed and nothing is missing."""
    for name in NEEDED:
        (tmp_path / name).symlink_to(shutil.which(name) or "/bin/true")
    identity = tmp_path / "id"
    identity.write_text("#!/bin/sh\necho 1000\n")
    identity.chmod(0o755)
    return tmp_path


def servers(tools: Path) -> subprocess.CompletedProcess[str]:
    script = str(ROOT / "deploy" / "install" / "test-servers.sh")
    environ = {"PATH": str(tools)}
    return subprocess.run(
        ["/bin/sh", script], env=environ, capture_output=True, text=True, timeout=30, check=False
    )


def test_nothing_is_said_when_nothing_is_missing(tools: Path):
    ran = servers(tools)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_what_is_missing_and_may_not_be_installed_is_named_in_a_line(tools: Path):
    (tools / "curl").unlink()
    ran = servers(tools)
    assert ran.returncode == 1
    assert ran.stderr.splitlines() == [
        "The tests need curl: install it, or set LINLI_TEST_AMQP_URI, LINLI_TEST_DATABASE_URI,"
        " LINLI_TEST_REDIS_URI and LINLI_TEST_CHROMIUM."
    ]
