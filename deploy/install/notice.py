"""NOTICE's list of packages: each of the lock with its licence, as its own metadata states it.

`python -m deploy.install.notice` writes the list, `--check` says whether it is as written.
"""

import re
import sys
from importlib.metadata import metadata
from pathlib import Path

NOTICE = Path("NOTICE")
LOCK = Path("requirements-dev.lock")
HEADING = "Packages\n--------\n"

# Licences whose terms are met by naming the package and shipping its own files unchanged.
ACCEPTED = ("Apache", "BSD", "ISC", "LGPL", "MIT", "MPL", "Mozilla", "PSF", "Python Software Foundation")


class LicenceUnknown(Exception):
    """A package that says nothing of its licence, or one that is not accepted."""


def locked_packages(lock: Path = LOCK) -> dict[str, str]:
    """Name → version."""
    return dict(re.findall(r"^([a-z0-9][^ =]*)==([^ ;\\]+)", lock.read_text(), re.MULTILINE))


def licence_of(package: str) -> str:
    """The licence expression, else the classifiers, else the free text."""
    said = metadata(package)
    classifiers = [
        line.split(" :: ")[-1]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved :: ")
    ]
    licence = said["License-Expression"] or ", ".join(classifiers) or (said["License"] or "").split("\n")[0]
    if not any(name in licence for name in ACCEPTED) or re.search(r"(?<!L)GPL", licence):
        raise LicenceUnknown(f"{package}: {licence!r}")
    return licence


def package_list() -> str:
    rows = [f"{name} {version}: {licence_of(name)}" for name, version in locked_packages().items()]
    return "\n".join(rows) + "\n"


def whole_notice() -> str:
    head, _, _ = NOTICE.read_text().partition(HEADING)
    return f"{head}{HEADING}\n{package_list()}"


def main(words: list[str]) -> int:
    if "--check" in words:
        return int(NOTICE.read_text() != whole_notice())
    NOTICE.write_text(whole_notice())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
