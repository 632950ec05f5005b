"""What the console ships of others is what was written down, and named with its licence."""

import json

import pytest

from deploy.install.assets import HERE, Asset, assets, versions
from deploy.install.notice import ACCEPTED
from tests.architecture.source import ROOT, shown


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("asset", assets(), ids=lambda asset: str(asset.file))
def test_a_file_is_the_one_that_was_written_down(asset: Asset):
    assert asset.is_as_written()


def test_a_file_that_was_changed_is_found(tmp_path, monkeypatch: pytest.MonkeyPatch):
    first = assets()[0]
    changed = tmp_path / "changed"
    changed.write_bytes(first.file.read_bytes() + b" ")
    assert not Asset(changed, first.source, first.sha256).is_as_written()


def test_every_small_script_is_either_written_down_or_our_own():
    ours = {"console.js", "console.css", "mark.svg"}
    static = {path for path in (ROOT / "gateway/console/static").iterdir() if path.name not in ours}
    assert {shown(path) for path in static} <= {str(asset.file) for asset in assets()}


def test_packages_are_locked_by_hash_and_name_no_place_to_fetch_from():
    lock = json.loads((HERE / "package-lock.json").read_text())
    packages = {place: said for place, said in lock["packages"].items() if place}
    assert all(said["integrity"].startswith("sha512-") for said in packages.values())
    assert not any("resolved" in said for said in packages.values())


def test_the_notice_names_every_package_that_is_shipped_with_its_version_and_licence():
    notice = (ROOT / "NOTICE").read_text()
    for package, (version, licence) in versions().items():
        assert f"{package} {version}" in notice
        assert licence in notice
        assert licence == "0BSD" or any(name in licence for name in ACCEPTED)
