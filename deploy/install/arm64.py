"""Look whether every locked package has a wheel for Linux on ARM64 whose hash is in the lock; write it down.

usage: arm64.py LOCK RECORD      asks the package index that pip is set up for, and nothing but those packages
The record has a line a package: the wheel's SHA-256 and its file's name, as sha256sum writes them.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

PLATFORMS = ("manylinux_2_36_aarch64", "manylinux_2_34_aarch64", "manylinux_2_28_aarch64",
             "manylinux_2_17_aarch64", "manylinux2014_aarch64")  # fmt: skip

ASKED = (
    *("--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
    *("--python-version", "3.11", "--implementation", "cp"),
    *("--abi", "cp311", "--abi", "abi3", "--abi", "none"),
)


def main(lock: Path, record: Path) -> None:
    """pip itself refuses a wheel whose hash is not in the lock, and whatever is no wheel."""
    with tempfile.TemporaryDirectory() as folder:
        platforms = [word for each in PLATFORMS for word in ("--platform", each)]
        subprocess.run(  # nosec B603  # pip, with names of the lock
            [sys.executable, "-m", "pip", "download", *ASKED, *platforms, "--dest", folder, "-r", str(lock)],
            check=True,
        )
        wheels = sorted(Path(folder).iterdir())
        lines = [f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}\n" for wheel in wheels]
    record.write_text("".join(lines))
    sys.stdout.write(f"{len(wheels)} wheels: {record}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
