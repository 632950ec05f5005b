"""The green session keeps to itself.

Answers no defect: what is patched here stays out of the other tests (D21).
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def _collected(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_tests_of_the_bus_refuse_to_run_beside_others():
    mixed = _collected(str(HERE / "test_gate.py"), "tests/chassis/test_errors.py")
    assert mixed.returncode != 0
    assert "green threads, so alone" in mixed.stderr


def test_tests_of_the_bus_refuse_workers():
    crowded = _collected("-n", "1", str(HERE / "test_gate.py"))
    assert crowded.returncode != 0
    assert "leave out -n" in crowded.stderr


def test_tests_of_the_bus_run_alone():
    assert _collected(str(HERE / "test_gate.py")).returncode == 0


def test_sockets_and_locks_are_green_here():
    from eventlet.patcher import is_monkey_patched

    assert all(is_monkey_patched(part) for part in ("socket", "thread", "time", "os", "select"))
