"""`make bundle` makes one file, and `make run` works from it where there is no network.

It fetches every package once and installs them all, so it belongs to `make test-all`.
"""

import os
import shutil
import signal
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.house import environment
from tests.processes import end, wait_until

WITHIN = 300.0
# Nothing but the loopback, and none of the settings that point pip elsewhere.
ALONE = "ip link set lo up && exec env -i PATH=/usr/bin:/bin HOME=/nowhere LINLI_SAMPLE_PEOPLE=false make run"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may take the network away"),
    pytest.mark.timeout(900),
]


@pytest.fixture(scope="module")
def bundle() -> Path:
    subprocess.run(["make", "bundle"], cwd=ROOT, env=environment(), check=True, timeout=WITHIN)
    [file] = (ROOT / "build").glob("linli-*.tar")
    return file


@pytest.fixture(scope="module")
def unpacked(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("bundle")
    subprocess.run(["tar", "-xf", bundle], cwd=folder, check=True)
    [house] = folder.iterdir()
    yield house
    shutil.rmtree(folder)


def test_a_bundle_has_no_tests_no_secrets_and_nothing_that_was_made_here(bundle: Path):
    with tarfile.open(bundle) as tar:
        names = [Path(name) for name in tar.getnames()]
    parts = {part for name in names for part in name.parts}
    assert not parts & {"tests", ".git", ".venv", "var", "build", "__pycache__", ".env"}
    assert len([name for name in names if name.suffix == ".whl"]) == len(
        (ROOT / "deploy" / "install" / "arm64.txt").read_text().splitlines()
    )


def test_make_run_is_ready_without_a_network(unpacked: Path):
    log = unpacked / "run.log"
    with log.open("wb") as output:
        run = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", ALONE], cwd=unpacked, stdout=output, stderr=output
        )
    try:
        wait_until(lambda: _is_there(run), "it answers", WITHIN, log)
        wait_until(lambda: "http://127.0.0.1:8000" in log.read_text(), "it says where it is", WITHIN, log)
    finally:
        end(run, signal.SIGTERM)


def test_a_package_that_was_changed_is_refused(unpacked: Path):
    wheel = next((unpacked / "wheelhouse").glob("click-*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    shutil.rmtree(unpacked / ".venv")
    ran = subprocess.run(
        ["unshare", "--net", "sh", "-c", ALONE], cwd=unpacked, capture_output=True, text=True, check=False
    )
    assert ran.returncode != 0
    assert "HASH" in ran.stderr.upper()


def _is_there(run: subprocess.Popen[bytes]) -> bool:
    assert run.poll() is None, "make run has ended"
    asked = ["curl", "--silent", "--fail", "http://127.0.0.1:8000/healthz"]
    inside = ["nsenter", f"--net=/proc/{run.pid}/ns/net", *asked]
    return subprocess.run(inside, capture_output=True, check=False).returncode == 0
