"""Whatever holds an area says what becomes of it when that area ends: merged, split or abolished."""

import re

import pytest
from sqlalchemy import JSON, Inspector, create_engine, inspect

from services.chassis.specs import listeners_of
from services.grids.transaction import Transaction
from tests.contracts.files import CONTRACTS
from tests.districts.places import CLASSES, SERVICES
from tests.districts.where_areas_are import LISTED, Fate

NAMED = re.compile(
    r"(.*_)?(area|community|parent|primary|grid|target)(_id)?s?|to_ids?|root|path|.*_path|coarse"
)
"""What such a column is called; a list or a text of many things is JSON."""
OF_THE_CHASSIS = {"audit", "audit_blocks", "audit_objects", "idempotency", "inbox", "jobs", "moves", "outbox"}
"""Bodies and ids of any kind: what was said at the time."""


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def holding_areas(inspector: Inspector) -> set[str]:
    found = set()
    for table in set(inspector.get_table_names()) - OF_THE_CHASSIS:
        to_areas = {
            name
            for each in inspector.get_foreign_keys(table)
            if each["referred_table"] == "areas"
            for name in each["constrained_columns"]
        } - {"district"}
        found |= {f"{table}.{name}" for name in to_areas}
        found |= {
            f"{table}.{each['name']}"
            for each in inspector.get_columns(table)
            if isinstance(each["type"], JSON) or NAMED.fullmatch(each["name"])
        }
    return found


def test_every_column_with_an_area_is_listed_and_no_other(service: str, places):
    inspector = inspect(create_engine(places(service, "sqlite").admin))
    assert holding_areas(inspector) == LISTED[service].keys()


def said(service: str, *fates: Fate) -> set[str]:
    return {by for fate, by in LISTED[service].values() if fate in fates}


@pytest.mark.parametrize("name", [each for each in SERVICES if each != "grids"])
def test_what_follows_ends_or_mirrors_hears_of_it(name: str):
    heard = {spec.event for spec in listeners_of(CLASSES[name])}
    heard |= {each["event"] for each in CONTRACTS[name]["mirrors"]} | {"AreasMoved"}
    assert said(name, Fate.FOLLOWS, Fate.ENDS, Fate.MIRRORS) <= heard


def test_the_ground_has_a_port_for_each_that_follows_or_ends():
    ports = said("grids", Fate.FOLLOWS, Fate.ENDS)
    assert ports
    assert {name for name in ports if not hasattr(Transaction, name)} == set()
