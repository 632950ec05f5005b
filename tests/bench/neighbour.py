"""A district that imports a great register, again and again, while others work."""

import csv
import io
import re
import time
from dataclasses import dataclass, replace
from typing import Any

import httpx

from deploy.sample.api import Api
from deploy.sample.load import load
from deploy.sample.load_register import COMMUNITY_ID, FILE_NAME, enter_buildings, wait_until_known
from deploy.sample.register import HEADINGS, Person, register
from services.chassis.ids import new_id
from services.chassis.standards.identity_number import check_digit
from tests.house import House
from tests.processes import wait_until

DISTRICT = "benchimport"
COPIES = 3
"""Of the sample's register, with other people in the same homes: 92,361 rows."""
ENDS_WITHIN = 60.0
HEAD, OTHER = "户主", "其他"
MICRO = slice(4, 6)
"""Where a number of the sample says its micro-grid, one of seven."""


@dataclass(frozen=True)
class Meanwhile:
    """What the import did during a round: rows a second, how often admission held it up and for how long."""

    rows_per_s: float
    waits: int
    waited: float


class Neighbour:
    def __init__(self, house: House) -> None:
        self._house, self._copies = house, iter(range(1, 10))
        self._job = ""
        api = self._api()
        for _ in load(api):
            pass
        enter_buildings(api)
        wait_until_known(api)

    def begin(self) -> None:
        """A register that nobody has sent yet, well under way when it returns."""
        api = self._api()
        sent = api.send_file(_great_register([next(self._copies) for _ in range(COPIES)]), FILE_NAME)
        body = {"community_id": COMMUNITY_ID, "file": sent["file"], "file_name": FILE_NAME}
        self._job = api.post("/v1/register-imports", body, new_id())["job_id"]
        wait_until(lambda: self._found()["done"] > 0, "the import has begun", ENDS_WITHIN)
        self._before, self._since = self._figures(), time.perf_counter()

    def end(self) -> Meanwhile:
        """What came of it since; it is broken off, and its house let rest."""
        done, waits, waited = (
            now - before for now, before in zip(self._figures(), self._before, strict=True)
        )
        seconds = time.perf_counter() - self._since
        assert self._found()["ended_at"] is None, "the register was too short for the round"
        self._api().post(f"/v1/jobs/{self._job}/cancel", {}, new_id())
        wait_until(lambda: self._found()["ended_at"] is not None, "the import has ended", ENDS_WITHIN)
        return Meanwhile(done / seconds, int(waits), waited)

    def _figures(self) -> tuple[float, float, float]:
        port = self._house.settings["probe"]["ports"]["members"]
        shown = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        counted = (_sum_of(f"linli_bulk_waited_seconds_{what}", shown) for what in ("count", "sum"))
        return float(self._found()["done"]), *counted  # type: ignore[return-value]

    def _found(self) -> dict[str, Any]:
        found: dict[str, Any] = self._api().get(f"/v1/jobs/{self._job}")
        return found

    def _api(self) -> Api:
        token = self._house.passes.token("operator", kind="operator", district=DISTRICT)
        return Api(self._house.url, token)


def _sum_of(name: str, shown: str) -> float:
    return sum(float(each) for each in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", shown, re.MULTILINE))


def _great_register(copies: list[int]) -> bytes:
    people, text = list(register()), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for copy in copies:
        writer.writerows(_another(person, copy).cells() for person in people)
    return text.getvalue().encode()


def _another(person: Person, copy: int) -> Person:
    """At the same home, with a number that nobody has; whoever would be its second head is none."""
    digits = person.number[:-1]
    micro = int(digits[MICRO]) + 10 * copy
    number = f"{digits[:4]}{micro:02d}{digits[6:]}"
    relation = OTHER if person.relation == HEAD else person.relation
    return replace(person, number=number + check_digit(number), relation=relation)
