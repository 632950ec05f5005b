"""The sample's people come in beside the running house: another process makes their register and sends it."""

import os
import subprocess
import sys
from contextlib import suppress

ENDS_WITHIN = 2.0


class PeopleLoading:
    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, url: str, token: str) -> None:
        environment = {**os.environ, "LINLI_URL": url, "LINLI_TOKEN": token}
        command = [sys.executable, "-m", "deploy.linli", "sample"]
        self._process = subprocess.Popen(  # nosec B603  # this programme again, by its own name
            command, stdin=subprocess.DEVNULL, env=environment
        )

    def end(self) -> None:
        """What it has sent stays; the next start goes on."""
        if self._process is None:
            return
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDS_WITHIN)
        self._process.kill()
