"""Two houses, each with databases, broker, files and keys of its own, and a district that lives in one."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from deploy.linli.moving.manifest import Manifest
from deploy.linli.services import SERVICES
from services.chassis.ids import new_id
from services.chassis.settings import Settings, load_settings
from services.chassis.storage.moving.hashed import Hashed
from services.chassis.storage.moving.owner import snapshot, writing
from tests.house import House
from tests.journeys.district import District
from tests.journeys.registers import Community, a_person, as_csv
from tests.journeys.somebody import Somebody

PEOPLE = [a_person(number) for number in range(20)]
COMES_OTHERWISE = {
    "data_keys": "wrapped by the other house's master key",
    "outbox": "what was published waits to be published once more",
}
"""Tables whose rows are not the same in the other house, and why. All others are, byte by byte."""

Row = dict[str, Any]


@dataclass
class Lived:
    """What has happened in a district before it moves.

    `told` is a case whose raiser was told of its end, `untold` one whose end nobody has heard of yet, where
    that can be so; `repeated` is a write with its key and answer.
    """

    district: District
    told: Row
    in_hand: Row
    repeated: tuple[Row, str, Row]
    untold: Row | None = None

    @classmethod
    def founded(cls, house: House, http: httpx.Client) -> "Lived":
        district = District.founded(Somebody(http, house.passes))
        district.appoint("lane")
        assert Community.built(district).imported(as_csv(PEOPLE))["new"] == len(PEOPLE)
        told = district.closed(district.register())
        district.message_about(told)
        in_hand = district.step(district.register(text="井盖松动"), "assign")
        body = {"area_id": district.ids["court"], "text": "电梯停运"}
        key = new_id()
        return cls(district, told, in_hand, (body, key, district.officer.do("/v1/cases", body, key=key)))

    def close_unheard(self, house: House) -> None:
        """The event waits in the broker; with one process there is nobody who could be away."""
        if house.profile == "production":
            house.kill("notify")
            self.untold = self.district.closed(self.district.register())

    def state(self, district: District) -> list[Any]:
        """All that its lists show, without the cases whose ends are told later."""
        later = [case["id"] for case in (self.untold, self.told) if case]
        shown = [*district.state(), district.officer.all("/v1/residents", area_id=district.ids["community"])]
        return [[row for row in each if row.get("case_id", row.get("id")) not in later] for each in shown]


def be_unsent(house: House, case: Row) -> None:
    """The message about a case, as if the house had been closed a moment before it was sent."""
    with writing(settings_of(house), "notify") as owned:
        unsent = "UPDATE messages SET state = 'queued', ended_at = NULL WHERE case_id = :case"
        assert owned.connection.execute(text(unsent), {"case": case["id"]}).rowcount == 1


def is_unsent(house: House, case: Row) -> bool:
    with snapshot(settings_of(house), "notify") as owned:
        state = text("SELECT state FROM messages WHERE case_id = :case")
        return bool(owned.connection.execute(state, {"case": case["id"]}).scalar_one() == "queued")


def at(house: House, http: httpx.Client, district: District) -> District:
    """The same district and the same people, at another house's gateway."""
    officer = replace(district.officer, http=http, passes=house.passes)
    return District(district.id, officer, district.ids)


def settings_of(house: House) -> Settings:
    return load_settings(house.folder / "linli.json", {})


def digests(house: House, district: str) -> dict[str, tuple[int, str]]:
    """Rows, and what they hash to, by service and table."""
    found = {}
    for service in SERVICES:
        with snapshot(settings_of(house), service) as owned:
            for shape in owned.shapes:
                with Hashed() as hashed:
                    rows = owned.carrier.take_out(shape, district, hashed)
                found[f"{service}.{shape.table}"] = (rows, hashed.digest)
    return found


def said_in(folder: Path) -> dict[str, tuple[int, str]]:
    services = Manifest.read(folder).services.items()
    return {
        f"{name}.{table}": (its.rows, its.sha256)
        for name, each in services
        for table, its in each.tables.items()
    }


def files_of(house: House, district: str) -> dict[str, str]:
    folder = house.folder / "data" / "blobs" / district
    files = folder.iterdir() if folder.is_dir() else ()
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@contextmanager
def speaking_to(house: House) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house.url, timeout=20.0, verify=False) as http:
        yield http
