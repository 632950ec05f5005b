"""What is installed is what was locked, and every package of it is named with its licence."""

from pathlib import Path

import pytest

from deploy.install.notice import LicenceUnknown, licence_of, locked_packages, package_list, whole_notice
from tests.architecture.source import ROOT, files, shown

RUN, DEVELOP = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("lock", [RUN, DEVELOP], ids=lambda path: path.name)
def test_every_locked_package_has_a_hash(lock: Path):
    entries = lock.read_text().count("==")
    assert entries == sum("--hash=sha256:" in part for part in lock.read_text().split("==")[1:])


def test_development_adds_to_the_lock_and_changes_nothing_in_it():
    assert locked_packages(RUN).items() <= locked_packages(DEVELOP).items()


def test_a_lock_names_no_place_to_fetch_from():
    assert "://" not in RUN.read_text() + DEVELOP.read_text()


def test_the_notice_names_every_package_with_its_licence():
    assert (ROOT / "NOTICE").read_text() == whole_notice()
    assert package_list().count("\n") == len(locked_packages(DEVELOP))


def test_the_notice_names_every_file_of_others_data():
    notice = (ROOT / "NOTICE").read_text()
    assert [shown(path) for path in files(".csv") if shown(path) not in notice] == []


def test_a_package_whose_licence_is_not_accepted_is_refused(monkeypatch: pytest.MonkeyPatch):
    def copyleft(_: str) -> dict[str, str]:
        return _Said({"License-Expression": "GPL-3.0-only"})

    monkeypatch.setattr("deploy.install.notice.metadata", copyleft)
    with pytest.raises(LicenceUnknown):
        licence_of("anything")


class _Said(dict[str, str]):
    def get_all(self, _: str) -> list[str]:
        return []
