"""An import of the sample's register end to end, with everything on: how fast, how much memory."""

import re
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg2

from deploy.sample.api import Api
from deploy.sample.load_register import COMMUNITY_ID, FILE_NAME, enter_buildings
from deploy.sample.register import RESIDENTS, as_csv
from services.chassis.ids import new_id
from tests.bench.processor import tree_of
from tests.bench.report import Figure
from tests.bench.stage import Stage
from tests.house import House
from tests.processes import wait_until

LOOK_EVERY = 1.0
KNOWN_WITHIN = 30.0
CAUGHT_UP_WITHIN = 120.0
COUNT = "SELECT count(*) FROM residents WHERE NOT removed"


def importing(stage: Stage) -> list[Figure]:
    figures, lags = [], []
    for database, house in (("postgresql", stage.house), ("sqlite", _started(stage))):
        per_s, grows, lag = _imported(house, stage, database)
        print(
            f"  {database}: {per_s:.0f} residents/s, {grows:.0f} MB more, care {lag:.1f} s later", flush=True
        )
        figures += [
            Figure(f"import_per_s_{database}", per_s, "residents/s"),
            Figure(f"import_grows_mb_{database}", grows, "MB"),
        ]
        lags.append(lag)
    stage.one_process.stop()
    return [*figures, Figure("projection_lag_s", max(lags), "s")]


def _started(stage: Stage) -> House:
    house = stage.one_process
    house.start()
    house.load_sample()
    return house


def _imported(house: House, stage: Stage, database: str) -> tuple[float, float, float]:
    api = Api(house.url, house.passes.token("operator", kind="operator"))
    enter_buildings(api)
    wait_until(lambda: _knows(house), "members knows the community", KNOWN_WITHIN)
    content = as_csv()
    before = _megabytes(house)
    sent = api.send_file(content, FILE_NAME)
    body = {"community_id": COMMUNITY_ID, "file": sent["file"], "file_name": FILE_NAME}
    job, most = _followed(house, api.post("/v1/register-imports", body, new_id())["job_id"])
    lag = _lag(house, stage, database, datetime.fromisoformat(job["ended_at"]))
    assert (job["state"], job["result"]["new"]) == ("done", RESIDENTS), job
    seconds = datetime.fromisoformat(job["ended_at"]) - datetime.fromisoformat(job["started_at"])
    return RESIDENTS / seconds.total_seconds(), most - before, lag


def _followed(house: House, job_id: str) -> tuple[dict[str, Any], float]:
    """The job at its end, and the most memory that all processes together had meanwhile."""
    most = 0.0
    with house.client("operator", kind="operator") as client:
        while True:
            most = max(most, _megabytes(house))
            job: dict[str, Any] = client.get(f"/v1/jobs/{job_id}").json()
            if job["ended_at"] is not None:
                return job, most
            time.sleep(LOOK_EVERY)


def _knows(house: House) -> bool:
    with house.client() as client:
        return client.get("/v1/residents", params={"area_id": COMMUNITY_ID, "limit": 1}).status_code == 200


def _lag(house: House, stage: Stage, database: str, ended: datetime) -> float:
    wait_until(lambda: _mirrored(house, stage, database) == RESIDENTS, "care has caught up", CAUGHT_UP_WITHIN)
    return max(0.0, datetime.now(ended.tzinfo).timestamp() - ended.timestamp())


def _mirrored(house: House, stage: Stage, database: str) -> int:
    if database == "sqlite":
        with closing(sqlite3.connect(f"file:{house.folder}/data/care.db?mode=ro", uri=True)) as file:
            return int(file.execute(COUNT).fetchone()[0])
    with closing(psycopg2.connect(stage.postgresql.dsn.rpartition("/")[0] + "/care")) as connection:
        cursor = connection.cursor()
        cursor.execute(COUNT)
        [found] = cursor.fetchone() or [0]
        return int(found)


def _megabytes(house: House) -> float:
    """Of all its processes, children with them; what they share is counted once."""
    return sum(_proportional(each) for pid in house.pids.values() for each in tree_of(pid))


def _proportional(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found.group(1)) / 1024 if found else 0.0
