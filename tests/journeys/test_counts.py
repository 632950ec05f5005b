"""Who lives where is counted as it changes: an import, a death, a move of areas; a recount finds nothing."""

import pytest

from tests.journeys.district import District, etag_of
from tests.journeys.registers import FLOORS, ROOMS, Community, a_person, as_csv
from tests.processes import wait_until

FOLLOWS_WITHIN = 20.0
PEOPLE = [a_person(number) for number in (0, 1, 2, FLOORS * ROOMS)]
"""Three in the lane, one in the court."""


def counts(here: District, area: str) -> tuple[int, int]:
    counted = here.officer.read(f"/v1/areas/{here.ids[area]}/counts")
    return counted["households"], counted["residents"]


@pytest.fixture
def community(district: District) -> Community:
    here = Community.built(district)
    here.imported(as_csv(PEOPLE))
    return here


def test_people_are_counted_wherever_they_come_go_and_move_with_their_area(community: Community):
    here = community.district
    areas = ("lane", "court", "yard", "first", "second", "county")
    assert {area: counts(here, area) for area in areas} == {
        "lane": (3, 3), "court": (1, 1), "yard": (0, 0), "first": (4, 4), "second": (0, 0), "county": (4, 4),
    }  # fmt: skip
    [one, *_] = here.officer.all("/v1/residents", area_id=here.ids["lane"])
    path = f"/v1/residents/{one['id']}/record-death"
    here.officer.do(path, {"died_on": "2026-03-05"}, match=etag_of(one["version"]))
    assert (counts(here, "lane"), counts(here, "county")) == ((3, 2), (4, 3))
    move = {"parent_id": here.ids["second"]}
    here.officer.do(f"/v1/areas/{here.ids['lane']}/move", move, match=etag_of(1))
    wait_until(lambda: counts(here, "second") == (3, 2), "members has heard of the move", FOLLOWS_WITHIN)
    assert (counts(here, "first"), counts(here, "county")) == ((1, 1), (4, 3))
    found = here.operator.job("/v1/operator/counts/recount", {})
    assert (found["areas"], found["differing"]) == (9, 0)


@pytest.mark.long("production")
def test_an_import_that_is_undone_leaves_nobody_counted(district: District):
    here = Community.built(district)
    done = here.imported(as_csv(PEOPLE))
    undone = here.officer.do(f"/v1/register-imports/{done['id']}/undo", {}, match=etag_of(done["version"]))
    here.ended(undone)
    assert counts(district, "county") == (0, 0)
    assert district.operator.job("/v1/operator/counts/recount", {})["differing"] == 0


def test_counts_of_other_areas_are_unknown(untouched: District):
    worker = untouched.somebody("micro_grid_worker", "lane")
    refused = worker.refused("GET", f"/v1/areas/{untouched.ids['court']}/counts")
    assert (refused.status, refused.code) == (404, "AreaUnknown")
