"""The console's libraries, taken from their packages as the lock names them (docs/decisions/console.md).

`python -m deploy.install.assets` fetches them anew, each package by its hash, and writes their checksums;
`--check` says whether the files here are the ones that were written down.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HERE = Path("gateway/console/assets")
LOCK, LIST = HERE / "package-lock.json", HERE / "assets.json"
BUILD = Path("build/assets")


@dataclass(frozen=True)
class Asset:
    """`source` is the file's place among the installed packages."""

    file: Path
    source: str
    sha256: str = ""

    @property
    def package(self) -> str:
        scope, name, *_ = self.source.split("/")
        return f"{scope}/{name}" if scope.startswith("@") else scope

    def is_as_written(self) -> bool:
        return self.file.exists() and _sum_of(self.file) == self.sha256


def assets() -> list[Asset]:
    listed = json.loads(LIST.read_text())
    return [Asset(Path(each["file"]), each["from"], each.get("sha256", "")) for each in listed]


def versions() -> dict[str, tuple[str, str]]:
    """Version and licence of each package, as locked."""
    locked = json.loads(LOCK.read_text())["packages"]
    named = {place.rpartition("node_modules/")[2]: said for place, said in locked.items() if place}
    return {name: (said["version"], said["license"]) for name, said in named.items()}


def fetch() -> None:
    """Raises CalledProcessError when npm does not get a package, or gets another than the locked one."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, BUILD / name)
    words = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(words, cwd=BUILD, check=True)  # nosec B603 B607  # the developer's own npm
    listed = []
    for asset in assets():
        asset.file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(BUILD / "node_modules" / asset.source, asset.file)
        listed.append({"file": str(asset.file), "from": asset.source, "sha256": _sum_of(asset.file)})
    LIST.write_text(json.dumps(listed, indent=2) + "\n")


def _sum_of(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def main(words: list[str]) -> int:
    if "--check" not in words:
        fetch()
    return int(not all(asset.is_as_written() for asset in assets()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
