"""Whoever listens reads only what is sent, through the queue that was agreed (D5, D6)."""

from pathlib import Path

import pytest

from services.chassis import wire
from services.chassis.roles import Roles
from services.grids.areas.domain.area import Area
from services.grids.dwellings.domain.events import DwellingRow
from services.grids.groupings.domain.events import GroupedDwellingRow, HolderRow
from services.grids.posts.domain.events import AppointmentRow
from services.grids.posts.domain.staff import Staff
from services.members.residents.domain.events import ResidentRow
from tests.contracts.files import CLASSES, CONTRACTS, LISTENERS, MIRRORS, TOPOLOGY, Heard

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
AGREED = Path(__file__).with_name("bindings.txt")
ROWS = {
    "AreasMoved": Area("a", "b", "base", "八里庄第01网格", "1/2/", "c").row(),
    "AreasChanged": Area("a", "b", "base", "八里庄第01网格", "1/2/", "c").row(),
    "ResidentsChanged": ResidentRow("a", "b", "c", "1950-01-01", 1, "living", 1, dwelling_id="d"),
    "GroupedDwellingsChanged": GroupedDwellingRow("a/b", "a", "b", 1),
    "StaffChanged": Staff("a", "江立春", "00000000001").row(),
}
"""A row of each event that is mirrored, as its domain makes it."""


SENT: dict[str, dict[str, object]] = {
    "StaffAppointed": {"rows": [AppointmentRow(ID, ID, "grid_worker", ID, "2026-03-05", None, 1)]},
    "AppointmentEnded": {"valid_to": "2026-03-05", "grants": "grid_worker"},
    "GroupingHoldersChanged": {"rows": [HolderRow(ID, ID, "grouping_leader", ID, "2026-03-05", None, 1)]},
    "AreasReplaced": {"ended_ids": [ID], "primary_id": ID},
    "DwellingsMoved": {"rows": [DwellingRow(ID, ID, 1)]},
    "GlassBroken": {"area_id": ID, "valid_until": "2026-03-05T12:00:00+08:00"},
}
"""What an event has that its fields' types do not tell."""


@pytest.mark.parametrize("listener", LISTENERS, ids=str)
def test_the_publisher_sends_every_field_the_listener_reads(listener: Heard):
    assert set(listener.contract["reads"]) <= set(listener.published["fields"])


@pytest.mark.parametrize("listener", LISTENERS, ids=str)
def test_what_a_listener_needs_is_always_sent_and_of_the_type_it_reads(listener: Heard):
    spec = getattr(CLASSES[listener.service], listener.contract["handler"]).linli
    sent = {name: _sample(name, kind) for name, kind in listener.published["fields"].items()}
    sent |= SENT.get(listener.contract["event"], {})
    assert spec.reads.parse(wire.loads(wire.dumps(sent | {"added_later": [1]})))


@pytest.mark.parametrize("mirror", MIRRORS, ids=str)
def test_every_column_of_a_mirror_is_in_the_publishers_rows(mirror: Heard):
    assert mirror.published["fields"]["rows"] == "array"
    row = vars(ROWS[mirror.contract["event"]])
    for column in _mirrored(mirror):
        assert isinstance(row[column.name], column.type.python_type), column.name


@pytest.mark.parametrize("mirror", MIRRORS, ids=str)
def test_every_column_of_a_mirror_is_in_the_pages_it_is_fed_with(mirror: Heard):
    source = CONTRACTS[mirror.contract["source"]]
    feed = source["rpcs"][mirror.contract["feed"]]
    page = source["schemas"][feed["gives"]]["properties"]
    row = source["schemas"][page["items"]["items"]["$ref"].rpartition("/")[2]]
    assert {column.name for column in _mirrored(mirror)} <= row["properties"].keys()
    assert feed["reads"] == "public"
    assert Roles.load().may("service", feed["permission"])


def test_every_mirror_is_looked_at():
    assert {mirror.contract["event"] for mirror in MIRRORS} == ROWS.keys()


@pytest.mark.parametrize("hearing", [*LISTENERS, *MIRRORS], ids=str)
def test_a_queue_is_bound_to_the_type_that_is_published(hearing: Heard):
    bound = [(queue["queue"], queue["routing_key"]) for queue in TOPOLOGY["queues"]]
    assert bound.count((hearing.contract["queue"], hearing.published["type"])) == 1


def test_the_bindings_are_the_agreed_ones():
    """A queue or an event that is renamed leaves messages behind: agree on it here first."""
    bindings = [f"{queue['queue']} <- {queue['routing_key']}" for queue in TOPOLOGY["queues"]]
    assert bindings == AGREED.read_text().splitlines()
    assert (TOPOLOGY["exchange"], TOPOLOGY["services"]) == ("linli.events", sorted(CONTRACTS))


def _sample(name: str, kind: object) -> object:
    """An event has a day as text, in a field that says so by its name."""
    text = "2026-03-05" if name.endswith("_on") else ID
    return text if kind == "string" else 1


def _mirrored(mirror: Heard):
    table = CLASSES[mirror.service].tables[mirror.contract["table"]]
    return [column for column in table.columns if column.name not in ("district", "epoch")]
