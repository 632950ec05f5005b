"""Every key, reference and unique index of every service begins with the district, on both (D10)."""

from services.chassis.storage.job_table import metadata as tables_of_jobs
from services.chassis.storage.revocations import metadata as tables_of_granting
from services.chassis.storage.tables import metadata as tables_of_the_chassis
from tests.districts.keys import OF_ALL_DISTRICTS, WITHOUT_DISTRICT, Key, keys_of, tables_of, tenants_of

OF_THE_CHASSIS = {
    table
    for metadata in (tables_of_the_chassis, tables_of_jobs, tables_of_granting)
    for table in metadata.tables
}
NOT_OF_ROOMS = OF_THE_CHASSIS | WITHOUT_DISTRICT | OF_ALL_DISTRICTS
PLACES_IN_A_LOG = {Key("outbox", "primary", ("seq",)), Key("outbox", "unique", ("seq",))}
"""The relay's order, across districts; never said to a tenant, never referred to."""


def test_only_the_tables_that_are_named_have_no_district(admin):
    found = set(tables_of(admin)) - tenants_of(admin)
    assert found - OF_ALL_DISTRICTS == WITHOUT_DISTRICT
    assert found & OF_ALL_DISTRICTS in (set(), OF_ALL_DISTRICTS)


def test_every_key_of_a_tenants_table_begins_with_the_district(admin):
    keys = [key for key in keys_of(admin) if key.table not in WITHOUT_DISTRICT | OF_ALL_DISTRICTS]
    kept = [key for key in keys if key.kind in ("primary", "unique")]

    assert {key for key in kept if key.columns[0] != "district"} <= PLACES_IN_A_LOG
    assert {key.table for key in kept} == tenants_of(admin)


def test_every_reference_begins_with_the_district_on_both_sides(admin):
    references = [key for key in keys_of(admin) if key.kind == "reference"]

    assert [key for key in references if (key.columns[0], key.others[0]) != ("district", "district")] == []


def test_every_index_of_a_room_begins_with_the_district(admin):
    """The chassis's own work looks across districts; a room never does."""
    of_rooms = [key for key in keys_of(admin) if key.table not in NOT_OF_ROOMS]

    assert of_rooms
    assert [key for key in of_rooms if key.columns[0] != "district"] == []
