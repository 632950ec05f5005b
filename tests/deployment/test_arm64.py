"""Every locked package has a wheel for ARM64: as recorded when it was last looked at (`make arm64`)."""

import re

from deploy.install.part_of_lock import entries_of
from tests.architecture.source import ROOT

RECORD = ROOT / "deploy" / "install" / "arm64.txt"
LOCKED = entries_of((ROOT / "requirements.lock").read_text())
WHEEL = re.compile(
    r"(?P<hash>[0-9a-f]{64})  (?P<name>[\w.]+)-(?P<version>[\w.]+)-[\w.]+-[\w.]+-(?P<platform>[\w.]+)\.whl"
)


def recorded() -> dict[str, re.Match[str]]:
    found = {}
    for line in RECORD.read_text().splitlines():
        wheel = WHEEL.fullmatch(line)
        assert wheel, line
        found[re.sub(r"[_.]", "-", wheel["name"]).lower()] = wheel
    return found


def test_every_locked_package_is_recorded_in_its_locked_version():
    locked = {name: re.match(r"[^=]+==(\S+)", text)[1] for name, text in LOCKED.items()}  # type: ignore[index]
    assert {name: wheel["version"] for name, wheel in recorded().items()} == locked


def test_the_lock_takes_each_wheel_by_its_hash():
    assert [name for name, wheel in recorded().items() if f"sha256:{wheel['hash']}" not in LOCKED[name]] == []


def test_each_wheel_is_for_any_machine_or_for_arm64():
    assert [
        name for name, wheel in recorded().items() if not wheel["platform"].endswith(("any", "aarch64"))
    ] == []
