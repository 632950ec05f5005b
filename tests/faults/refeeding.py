"""T8 over HTTP: the mirrors' process is killed in the middle of a re-feed, while their source changes."""

import time
from threading import Thread

from tests.faults.kills import kill
from tests.faults.stage import Scene
from tests.faults.trial import Outcome, Trial

MIDDLE = (0.01, 0.2)


def refeed_under_kills(scene: Scene, kills: int, commands: int, within: float, seed: int = 1) -> Outcome:
    """Afterwards the recount finds no difference, after one more re-feed neither."""
    trial = Trial(scene, seed)
    with trial.load() as load:
        for _ in range(kills):
            feeding = Thread(target=scene.observer.refeed, daemon=True)
            feeding.start()
            time.sleep(trial.random.uniform(*MIDDLE))
            kill(scene, scene.hearing)
            feeding.join(within)
        load.reach(commands, within)
    scene.observer.refeed()
    return trial.outcome()
