"""A figure names the commit it is of, and whether it is of that alone."""

import subprocess
from pathlib import Path

import pytest

from tests.commit import commit


def git(*words: str) -> str:
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    return subprocess.run(
        ["git", *who, *words], capture_output=True, text=True, timeout=30, check=True
    ).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "-q")
    (tmp_path / "a").write_text("1")
    git("add", "a")
    git("commit", "-qm", "first")
    return tmp_path


def test_a_clean_state_is_its_commit(repository: Path):
    assert commit() == git("rev-parse", "--short=12", "HEAD").strip()


def test_a_changed_file_is_told(repository: Path):
    (repository / "a").write_text("2")
    assert commit().endswith("+")


def test_outside_a_repository_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert commit() == "unknown"
