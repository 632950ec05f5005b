"""In a large district nothing goes through a whole table: the plan of each statement, as its role (D10)."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from services.chassis.keys import DataKeys, MasterKey
from services.chassis.seal import Seals
from services.chassis.specs import RpcSpec, rpcs_of
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from tests.districts.asked import ASKED, NO_TABLES, OF_THE_CHASSIS, REFUSED, SCOPES
from tests.districts.asking import Asking, Heard, has_grants
from tests.districts.conftest import connected
from tests.districts.explaining import Plans, explained
from tests.districts.filling import fill
from tests.districts.keys import tenants_of
from tests.districts.looked_up import look_up
from tests.districts.places import CLASSES, SERVICES, Place
from tests.districts.queries import functions_of, noted
from tests.districts.shapes import FEW, HERE
from tests.districts.test_keys import OF_THE_CHASSIS as TABLES_OF_THE_CHASSIS

FILLED_FOR_ALL = "members"
"""The chassis's tables and RPCs are the same in every service: they are looked at in this one."""
FILLED_TOO = {"grids": {"jobs"}}
"""Those that a service looks at in a statement of its own."""


class Large(NamedTuple):
    database: Database
    tenants: set[str]


class Opened(Seals):
    """Nothing that was filled in is sealed."""

    def unseal(self, *_: object) -> bytes:
        return b"opened"


@pytest.fixture
def large(empty: Place, tmp_path: Path) -> Iterator[Large]:
    """A hundred thousand rows of one district in every table, beside another's."""
    tenants = _filled(empty)
    database = Database(empty.addresses, empty.service)
    keys = DataKeys(MasterKey.create(tmp_path / "master.key"), KeyRowsOf(database))
    database.seals = Opened(keys)
    keys.ensure(HERE)
    keys.make(HERE, 2)  # numbers are looked for by both
    yield Large(database, tenants)
    database.close()


def _filled(empty: Place) -> set[str]:
    """The tables of tenants."""
    of_chassis = FEW.keys() | FILLED_TOO.get(empty.service, set())
    if empty.service == FILLED_FOR_ALL:
        of_chassis = TABLES_OF_THE_CHASSIS
    with connected(empty) as superuser:
        tenants = tenants_of(superuser)
        fill(superuser, sorted((tenants - TABLES_OF_THE_CHASSIS) | (tenants & of_chassis)))
    return tenants


def reading(service: str) -> list[RpcSpec]:
    """The reading RPCs that are looked at here."""
    all_of_it = rpcs_of(CLASSES[service])
    own = [spec for spec in all_of_it if spec.reads is not None and spec.name not in NO_TABLES]
    return own if service == FILLED_FOR_ALL else [spec for spec in own if spec.name not in OF_THE_CHASSIS]


@pytest.mark.timeout(900)  # every reading RPC of a service, with each two of what may be asked beside
def test_no_statement_goes_through_a_table(large):
    service = large.database.service
    values = ASKED[service] | OF_THE_CHASSIS
    plans, heard = Plans(large.tenants - FEW.keys()), Heard()
    with explained(plans), noted(service) as run:
        for held in SCOPES.values():
            asking = Asking(CLASSES[service], large.database, held)
            for spec in reading(service):
                if held is None or has_grants(spec):
                    asking.ask_all(spec, values[spec.name], heard)
        look_up(large.database)

    answered = [spec for spec in reading(service) if spec.name not in REFUSED]
    wrong = [*plans.told(), *map(str, heard.missing(answered)), *sorted(functions_of(service) - run)]
    assert not wrong, "\n".join(wrong)


def test_the_chassiss_rpcs_are_looked_at_where_its_tables_are_filled():
    of_chassis = {
        spec.name
        for service in SERVICES
        for spec in rpcs_of(CLASSES[service])
        if spec.reads and getattr(CLASSES[service], spec.name).__module__.startswith("services.chassis")
    }

    of_rooms = {"get_estate_form", "list_duty_classes", "list_level_presets"}
    assert of_chassis == OF_THE_CHASSIS.keys() | (NO_TABLES - of_rooms)
    assert OF_THE_CHASSIS.keys() <= {spec.name for spec in reading(FILLED_FOR_ALL)}
