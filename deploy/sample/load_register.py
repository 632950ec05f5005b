"""Loads the sample's houses and their people: buildings, units, and the register by the real import."""

import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import groupby
from typing import Any

from deploy.sample.api import Api
from deploy.sample.estate import UNITS, House, houses
from deploy.sample.ground import COMMUNITY, STATISTICS
from deploy.sample.ids import area_id, loading_key
from deploy.sample.register import as_csv

COMMUNITY_ID = area_id(STATISTICS, COMMUNITY)
FILE_NAME = "八里庄花名册.csv"
LOOK_EVERY = 0.5
Watch = Callable[[dict[str, Any]], None]
"""Told of the job as it goes on."""


class SampleNotLoaded(Exception):
    """What the house says of the import."""


def load_register(api: Api, watch: Watch = lambda _: None) -> Iterator[tuple[str, int]]:
    """What was loaded and how many; 0: it was there already. Raises ApiRefused or SampleNotLoaded."""
    done = api.get("/v1/register-imports", community_id=COMMUNITY_ID, limit=1)["items"]
    if done and done[0]["state"] == "ended":
        yield "residents", 0
        return
    yield "buildings", enter_buildings(api)
    yield "residents", _import(api, watch)


def enter_buildings(api: Api) -> int:
    """How many; 0: they were there already. Raises ApiRefused."""
    if api.get("/v1/buildings", community_id=COMMUNITY_ID, limit=1)["items"]:
        return 0
    every = houses()
    for estate, its in groupby(every, key=lambda house: house.estate):
        _post(api, "/v1/buildings/batch", _batch(estate, list(its)))
    ranges = [{"building_id": each.id, "first": 1, "last": UNITS, "area_id": each.grid_id} for each in every]
    _post(api, "/v1/units/give", {"ranges": ranges})
    return len(every)


def _batch(estate: str, its: list[House]) -> dict[str, Any]:
    return {"community_id": COMMUNITY_ID, "estate": estate, "buildings": [each.plan() for each in its]}


def _post(api: Api, path: str, body: dict[str, Any]) -> Any:
    return api.post(path, body, key=loading_key(f"{path}/{sha256(repr(body).encode()).hexdigest()}"))


def _import(api: Api, watch: Watch) -> int:
    sent = api.send_file(as_csv(), FILE_NAME)
    body = {"community_id": COMMUNITY_ID, "file": sent["file"], "file_name": FILE_NAME}
    begun = api.post("/v1/register-imports", body, key=loading_key(sent["file"]))
    job = followed(api, begun["job_id"], watch)
    if job["state"] != "done":
        raise SampleNotLoaded(job["error"]["detail"] if job["error"] else job["state"])
    return int(job["result"]["new"])


def followed(api: Api, job_id: str, watch: Watch) -> dict[str, Any]:
    """As it is at its end."""
    while True:
        job: dict[str, Any] = api.get(f"/v1/jobs/{job_id}")
        watch(job)
        if job["retry_after"] is None:
            return job
        time.sleep(min(LOOK_EVERY, job["retry_after"]))
