"""`python -m tests.advisories`: known weaknesses of what the locks name, and for how much nobody could say.

Ends with 1 for a weakness. Advice that cannot be reached is told and does not end anything: pip-audit alone
would call a lock clean of which it could look up nothing.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCKS = ("requirements.lock", "requirements-dev.lock")
WITHIN = 300.0
PIP_AUDIT = [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json"]


@dataclass(frozen=True)
class Advice:
    """Of a lock: what was asked about, what nobody could say of, and each weakness in a line."""

    looked_up: int
    unknown: int
    weaknesses: tuple[str, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Advice":
        """From pip-audit's JSON."""
        dependencies = told["dependencies"]
        unknown = sum("skip_reason" in each for each in dependencies)
        return cls(len(dependencies) - unknown, unknown, tuple(_weaknesses(dependencies)))

    def __str__(self) -> str:
        if not self.looked_up:
            return f"NOT AUDITED: no advice could be had on any of {self.unknown} packages"
        told = f"{self.looked_up} packages looked up, {len(self.weaknesses)} weaknesses"
        return f"{told}; NOT AUDITED: {self.unknown}" if self.unknown else told


def _weaknesses(dependencies: list[dict[str, Any]]) -> Iterator[str]:
    for each in dependencies:
        for found in each.get("vulns", ()):
            mended = ", ".join(found["fix_versions"]) or "no release yet"
            yield f"{each['name']} {each['version']}: {found['id']}, mended in {mended}"


def main() -> int:
    advice = {lock: _asked(lock) for lock in LOCKS if Path(lock).exists()}
    for lock, one in advice.items():
        print(f"{lock}: {one}", *one.weaknesses, sep="\n  ")
    return 1 if any(one.weaknesses for one in advice.values()) else 0


def _asked(lock: str) -> Advice:
    """Of nothing, where no advisory service answers at all."""
    try:
        ran = subprocess.run(
            [*PIP_AUDIT, "--requirement", lock],
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=False,
        )
        return Advice.read(json.loads(ran.stdout))
    except (subprocess.TimeoutExpired, ValueError):
        locked = Path(lock).read_text().count("==")
        return Advice(0, locked, ())


if __name__ == "__main__":
    sys.exit(main())
