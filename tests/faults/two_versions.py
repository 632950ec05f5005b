"""D16: a version runs beside its neighbour, under load; each understands the other's events and answers."""

import re
import time

import httpx

from tests.faults.older_version import OlderProcesses, older_tree
from tests.faults.stage import Scene, Stage
from tests.faults.trial import Outcome, Trial

HANDLED = re.compile(r'^linli_rpc_seconds_count\{[^}]*outcome="answered"[^}]*\} (\S+)$', re.M)
HEARD = re.compile(r'^linli_events_heard_total\{[^}]*outcome="handled"[^}]*\} (\S+)$', re.M)


def two_versions(stage: Stage, scene: Scene, seconds: float, within: float, seed: int = 1) -> Outcome:
    """Databases are of the newer shape; then the older processes go, one by one, and the newer ones stay."""
    trial = Trial(scene, seed)
    with older_tree(stage.room("older") / "tree") as tree:
        older = OlderProcesses(scene.house, tree)
        older.start()
        try:
            with trial.load() as load:
                until = time.monotonic() + seconds
                while time.monotonic() < until:
                    load.reach(trial.ledger.commands + 5, within)
                shares = {
                    "older grids": _sum(HANDLED, older.figures("grids")),
                    "newer grids": _sum(HANDLED, _figures(scene, "grids")),
                    "older notify": _sum(HEARD, older.figures("notify")),
                    "newer notify": _sum(HEARD, _figures(scene, "notify")),
                }
                ended = older.stop()
                load.reach(trial.ledger.commands + 20, within)
        finally:
            older.stop()
    assert all(shares.values()), shares
    assert set(ended.values()) == {0}, ended
    return trial.outcome()


def _sum(figure: re.Pattern[str], text: str) -> float:
    return sum(float(count) for count in figure.findall(text))


def _figures(scene: Scene, name: str) -> str:
    port = scene.house.settings["probe"]["ports"][name]
    return httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10.0).text
