"""Loads the sample's houses and their people: buildings, units, and the register by the real import."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any

from deploy.sample.api import Api, ApiRefused
from deploy.sample.estate import UNITS, House, houses
from deploy.sample.ground import COMMUNITY, STATISTICS
from deploy.sample.ids import area_id, import_id, loading_key
from deploy.sample.register import as_csv

COMMUNITY_ID = area_id(STATISTICS, COMMUNITY)
FILE_NAME = "八里庄花名册.csv"
LOOK_EVERY = 0.5
GIVEN_AT_ONCE = 40
"""Buildings: their dwellings are given within a request's time on a busy machine, too."""
MOST_TRIES = 9
IMPORTING = "import_register"
"""The job of an import that nobody has begun to undo."""
NOT_FOUND = 404
KNOWN_WITHIN = 30.0
Watch = Callable[[dict[str, Any]], None]
"""Told of the job as it goes on."""


@dataclass(frozen=True)
class Register:
    """Houses, and their people as a file that is made when it is sent."""

    houses: Sequence[House]
    as_csv: Callable[[], bytes]


class SampleNotLoaded(Exception):
    """What the house says of the import."""


def load_register(
    api: Api, watch: Watch = lambda _: None, sent: Register | None = None
) -> Iterator[tuple[str, int]]:
    """What was loaded and how many; 0: it was there already. Raises ApiRefused or SampleNotLoaded.

    Without `sent` all houses and all their people. Its imports have ids of their own: those of others are no
    sign of it, and one that was undone stays so.
    """
    sent = sent or Register(houses(), as_csv)
    for number in range(1, MOST_TRIES + 1):
        found = _asked_for(api, import_id(number))
        if found is None:
            yield "buildings", enter_buildings(api, sent.houses)
            yield "residents", _import(api, import_id(number), sent, watch)
            return
        job = followed(api, found["job_id"], watch)
        if job["kind"] != IMPORTING or job["state"] == "done":
            yield "residents", 0
            return
    raise SampleNotLoaded(f"{MOST_TRIES} imports of it have failed")


def enter_buildings(api: Api, some: Sequence[House] = ()) -> int:
    """How many; 0: all of them were there, and given to their grids. Raises ApiRefused."""
    every = some or houses()
    if _are_all_there(api, every) and _is_given(api, every[-1]):
        return 0
    for estate, its in groupby(every, key=lambda house: house.estate):
        _enter(api, _batch(estate, list(its)))
    ranges = [{"building_id": each.id, "first": 1, "last": UNITS, "area_id": each.grid_id} for each in every]
    for start in range(0, len(ranges), GIVEN_AT_ONCE):
        _post(api, "/v1/units/give", {"ranges": ranges[start : start + GIVEN_AT_ONCE]})
    return len(every)


def _asked_for(api: Api, id: str) -> Any:
    try:
        return api.get(f"/v1/register-imports/{id}")
    except ApiRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        return None


def _are_all_there(api: Api, every: Sequence[House]) -> bool:
    return len(api.get("/v1/buildings", community_id=COMMUNITY_ID, limit=200)["items"]) == len(every)


def _is_given(api: Api, house: House) -> bool:
    [first] = api.get(f"/v1/buildings/{house.id}/dwellings", limit=1)["items"]
    return first["area_id"] is not None


def _enter(api: Api, batch: dict[str, Any]) -> None:
    """Whoever was interrupted goes on: what is there stays."""
    try:
        _post(api, "/v1/buildings/batch", batch)
    except ApiRefused as refused:
        if refused.code != "IdTaken":
            raise


def _batch(estate: str, its: list[House]) -> dict[str, Any]:
    return {"community_id": COMMUNITY_ID, "estate": estate, "buildings": [each.plan() for each in its]}


def _post(api: Api, path: str, body: dict[str, Any]) -> Any:
    return api.post(path, body, key=loading_key(f"{path}/{sha256(repr(body).encode()).hexdigest()}"))


def _import(api: Api, id: str, register: Register, watch: Watch) -> int:
    wait_until_known(api)
    sent = api.send_file(register.as_csv(), FILE_NAME)
    body = {"id": id, "community_id": COMMUNITY_ID, "file": sent["file"], "file_name": FILE_NAME}
    begun = api.post("/v1/register-imports", body, key=loading_key(sent["file"]))
    job = followed(api, begun["job_id"], watch)
    if job["state"] != "done":
        raise SampleNotLoaded(job["error"]["detail"] if job["error"] else job["state"])
    if refused := job["result"]["refused"]:
        raise SampleNotLoaded(f"{refused} rows were refused")
    return int(job["result"]["new"])


def wait_until_known(api: Api) -> None:
    """Until members has heard of the community from grids. Raises ApiRefused when that takes too long."""
    until = time.monotonic() + KNOWN_WITHIN
    while True:
        try:
            api.get("/v1/register-imports", community_id=COMMUNITY_ID, limit=1)
            return
        except ApiRefused as refused:
            if refused.code != "AreaUnknown" or time.monotonic() > until:
                raise
        time.sleep(LOOK_EVERY)


def followed(api: Api, job_id: str, watch: Watch) -> dict[str, Any]:
    """As it is at its end."""
    while True:
        job: dict[str, Any] = api.get(f"/v1/jobs/{job_id}")
        watch(job)
        if job["retry_after"] is None:
            return job
        time.sleep(min(LOOK_EVERY, job["retry_after"]))
