"""An earlier version of the house, out of the project's own history, with processes of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from functools import partial
from pathlib import Path

import httpx

from deploy.linli.services import GATEWAY, SERVICES
from tests.house import ROOT, House
from tests.processes import end, free_port, wait_until

OLDER = "1a9beb9dc7f7"
NEWER_SETTINGS: Mapping[str, tuple[str, ...]] = {"limits": ("bulk_share",)}
"""What has come since, by section: an office sets it once the older version has gone."""
READY_WITHIN = 90.0


class NoHistory(Exception):
    """The tree has no history here, or not that far back."""


@contextmanager
def older_tree(place: Path) -> Iterator[Path]:
    """The newest tag `v…` behind us, else the version that is named here. Raises NoHistory."""
    version = _git("describe", "--tags", "--match", "v*", "--abbrev=0", "HEAD^") or OLDER
    if _git("rev-parse", "--verify", f"{version}^{{commit}}") is None:
        raise NoHistory(version)
    archive = subprocess.run(["git", "archive", version], cwd=ROOT, capture_output=True, check=True).stdout
    place.mkdir()
    subprocess.run(["tar", "-x", "-C", str(place)], input=archive, check=True)
    yield place


class OlderProcesses:
    """One of each service and a gateway, of the older version, beside a house that runs."""

    def __init__(self, house: House, tree: Path) -> None:
        self._house, self._tree = house, tree
        self.ports = {name: free_port() for name in (*SERVICES, GATEWAY)}
        settings = deepcopy(house.settings)
        settings["probe"] = {"ports": self.ports}
        settings["http"] = settings["http"] | {"port": free_port()}
        settings["data_dir"] = f"{settings['data_dir']}-older"
        settings["blobs"] = {"folder": f"{house.settings['data_dir']}/blobs"}
        for section, names in NEWER_SETTINGS.items():
            settings[section] = {key: value for key, value in settings[section].items() if key not in names}
        self.url = f"http://127.0.0.1:{settings['http']['port']}"
        self._file = house.folder / "older.json"
        self._file.write_text(json.dumps(settings))
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        for name in self.ports:
            self._run(name)
        for name in self.ports:
            wait_until(partial(self._is_ready, name), f"older {name} is ready", READY_WITHIN, self._log(name))

    def stop(self) -> dict[str, int]:
        """One after the other, the gateway first; how each ended."""
        ended = {}
        for name in reversed(list(self._running)):
            process = self._running.pop(name)
            end(process, signal.SIGTERM)
            ended[name] = process.returncode
        return ended

    def figures(self, name: str) -> str:
        return httpx.get(f"http://127.0.0.1:{self.ports[name]}/metrics", timeout=10.0).text

    def _run(self, name: str) -> None:
        environ = {key: value for key, value in os.environ.items() if not key.startswith("LINLI_")}
        with self._log(name).open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "deploy.linli", "run", name, "--config", str(self._file)],
                cwd=self._tree,
                env=environ | {"PYTHONPATH": str(self._tree)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _log(self, name: str) -> Path:
        return self._house.folder / f"older-{name}.log"

    def _is_ready(self, name: str) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.ports[name]}/readyz", timeout=2.0).status_code == 200
        except httpx.TransportError:
            return False


def _git(*words: str) -> str | None:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return ran.stdout.strip() if ran.returncode == 0 else None
