"""A folder that holds what a service's image holds, and what runs in it as in its container."""

import compileall
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from deploy.install.part_of_lock import entries_of, part_of
from tests.architecture.source import ROOT
from tests.deployment.dockerfile import tree

NOBODY = 65534
# A container's root: nothing can be written but below the folder that is mounted for it.
AS_CONTAINER = """
mount --bind "$1" "$1" && mount -o remount,bind,ro / && shift &&
exec setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --inh-caps=-all "$@"
"""


class Image:
    """Its files as the Dockerfile copies them, its packages by hard links, its own interpreter."""

    def __init__(self, service: str, folder: Path) -> None:
        self.service, self.root = service, folder / service
        for place, source in tree(service).items():
            target = self.root / place
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        subprocess.run(
            [sys.executable, "-m", "venv", "--without-pip", self.root / ".venv"], check=True, timeout=60
        )
        compileall.compile_dir(self.root, quiet=1)
        for name in packages_of(service):
            _install(name, self.root / ".venv" / "lib" / "python3.11" / "site-packages")

    def words(self, writable: Path, *words: str) -> list[str]:
        """`linli WORDS` as its container runs it; by who is not root, as themselves."""
        linli = [str(self.root / ".venv" / "bin" / "python"), "-m", "deploy.linli", *words]
        if os.geteuid() != 0:
            return linli
        shell = ["unshare", "--mount", "--propagation", "private", "sh", "-c", AS_CONTAINER, "sh"]
        return [*shell, str(writable), *linli]


def packages_of(service: str) -> list[str]:
    return list(entries_of(part_of((ROOT / "requirements.lock").read_text(), service)))


def _install(name: str, place: Path) -> None:
    """What belongs to it in the environment that runs this, programmes aside."""
    files = distribution(name).files
    assert files, f"{name} says nothing of its files"
    for file in files:
        source = Path(str(file.locate()))
        if file.parts[0] != ".." and source.exists():
            target = place / file
            target.parent.mkdir(parents=True, exist_ok=True)
            _link(source, target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def given_to_nobody(folder: Path) -> None:
    """As a volume is given to its container's user."""
    if os.geteuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
