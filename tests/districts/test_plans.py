"""No reading of a large district goes through a table: the plan of every statement, as its role (D10)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chassis.keys import DataKeys, MasterKey
from services.chassis.seal import Seals
from services.chassis.specs import RpcSpec, rpcs_of
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from tests.districts.asked import ASKED, OF_THE_CHASSIS, SCOPES, within_transactions
from tests.districts.asking import Asking, Heard, has_grants
from tests.districts.explaining import Plans, explained
from tests.districts.filling import fill
from tests.districts.keys import tenants_of
from tests.districts.places import CLASSES, SERVICES
from tests.districts.queries import functions_of, noted
from tests.districts.shapes import FEW, HERE
from tests.districts.test_keys import OF_THE_CHASSIS as TABLES_OF_THE_CHASSIS

FILLED_FOR_ALL = "members"
"""The chassis's tables and RPCs are the same in every service: they are looked at in this one."""


class Opened(Seals):
    """Nothing that was filled in is sealed."""

    def unseal(self, *_: object) -> bytes:
        return b"opened"


@pytest.fixture
def large(superuser, on_postgresql, tmp_path: Path) -> Iterator[Database]:
    """A hundred thousand rows of one district in every table, beside another's."""
    of_rooms = tenants_of(superuser) - TABLES_OF_THE_CHASSIS
    of_chassis = TABLES_OF_THE_CHASSIS if on_postgresql.service == FILLED_FOR_ALL else FEW.keys()
    fill(superuser, sorted(of_rooms | (tenants_of(superuser) & of_chassis)))
    database = Database(on_postgresql.addresses, on_postgresql.service)
    keys = DataKeys(MasterKey.create(tmp_path / "master.key"), KeyRowsOf(database))
    database.seals = Opened(keys)
    keys.ensure(HERE)
    yield database
    database.close()


def reading(service: str) -> list[RpcSpec]:
    """The reading RPCs that are looked at here."""
    own = [spec for spec in rpcs_of(CLASSES[service]) if spec.reads is not None]
    return own if service == FILLED_FOR_ALL else [spec for spec in own if spec.name not in OF_THE_CHASSIS]


def test_no_statement_of_a_reading_goes_through_a_table(large, superuser):
    service = large.service
    values = ASKED[service] | OF_THE_CHASSIS
    plans, heard = Plans(tenants_of(superuser) - FEW.keys()), Heard()
    with explained(plans), noted(service) as run:
        for held in SCOPES.values():
            asking = Asking(CLASSES[service], large, held)
            for spec in reading(service):
                if held is None or has_grants(spec):
                    asking.ask_all(spec, values[spec.name], heard)
        within_transactions(service, large)

    assert list(plans.told()) == []
    assert heard.missing(reading(service)) == []
    assert functions_of(service) - run == set()


def test_the_chassiss_rpcs_are_looked_at_where_its_tables_are_filled():
    of_chassis = {
        spec.name
        for service in SERVICES
        for spec in rpcs_of(CLASSES[service])
        if spec.reads and getattr(CLASSES[service], spec.name).__module__.startswith("services.chassis")
    }

    assert of_chassis == set(OF_THE_CHASSIS)
    assert of_chassis <= {spec.name for spec in reading(FILLED_FOR_ALL)}
