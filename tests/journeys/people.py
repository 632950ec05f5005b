"""Residents of a running house, put in through members' own store: what a register's import does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from services.chassis.caller import WHOLE_DISTRICT, Caller
from services.chassis.ids import new_id
from services.chassis.keys import DataKeys
from services.chassis.master_key import MASTER, MasterKey
from services.chassis.seal import SealedField, Seals
from services.chassis.settings import Settings, load_settings
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.members.residents.domain.events import ROWS_PER_EVENT, ResidentsChanged
from services.members.residents.domain.resident import Household, ResidencyKind, Resident
from services.members.transaction import Transaction
from tests.house import House
from tests.journeys.district import District

BORN = date(1950, 1, 1)


@dataclass(frozen=True)
class Register:
    """Writes as members does, so the events leave by the house's own relay."""

    database: Database

    def settle(self, here: District, area: str = "lane", count: int = 1, **different: Any) -> list[str]:
        """So many residents of one household, in a dwelling of its own or in `dwelling_id`; their ids."""
        home = Household(new_id(), different.get("dwelling_id", new_id()), here.ids[area])
        people = [_resident(home, different) for _ in range(count)]
        caller = Caller(here.id, here.officer.principal, "person", request_id=new_id())
        call = Call(
            self.database,
            Transaction,
            caller=caller,
            permission="residents.import",
            scope=WHOLE_DISTRICT,
            writes=True,
            action="settle",
            now=datetime.now(UTC),
        )
        try:
            with call.begin(caller) as tx:
                tx.residents.add([home], people)
                tx.record(*_told(people))
            call.commit(None)
        finally:
            call.rollback()
        return [each.id for each in people]


@contextmanager
def register_of(house: House) -> Iterator[Register]:
    settings = load_settings(house.folder / "linli.json", {})
    database = _database(settings, settings.keys_dir)
    yield Register(database)
    database.close()


def _database(settings: Settings, keys_dir: Path) -> Database:
    database = Database(settings.database, "members")
    keys = DataKeys(MasterKey.load(keys_dir / MASTER), KeyRowsOf(database))
    database.seals = Seals(keys)
    database.keys, database.prepare = database.seals.of(SealedField("idempotency", "answer")), keys.ensure
    return database


def _resident(home: Household, different: dict[str, Any]) -> Resident:
    usual: dict[str, Any] = {
        "id": new_id(),
        "household_id": home.id,
        "area_id": home.area_id,
        "dwelling_id": home.dwelling_id,
        "name": "张三",
        "sex": 1,
        "birth_date": BORN,
        "relation": "02",
        "residency": ResidencyKind.REGISTERED,
    }
    return Resident(**usual | different)


def _told(people: list[Resident]) -> Iterator[ResidentsChanged]:
    rows = [each.row() for each in people]
    for start in range(0, len(rows), ROWS_PER_EVENT):
        batch = rows[start : start + ROWS_PER_EVENT]
        yield ResidentsChanged(batch[0].id, tuple(batch))
