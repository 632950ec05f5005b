"""Counts as they were then and as they are now: both add up, and what was is not changed by what comes."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.clock import SystemClock
from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.registers import Community, a_person, as_csv
from tests.journeys.test_counts import counts
from tests.journeys.test_regridding import follows, is_known, merged, split, version

TODAY = SystemClock().today()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def community(district: District) -> Community:
    """Two people in the lane, one in the court; since yesterday, as if it had been so."""
    here = Community.built(district)
    here.imported(as_csv([a_person(0), a_person(1), a_person(250)]))
    return here


def report(here: District, area: str, **days: Any) -> Row:
    asked = {name: day.isoformat() for name, day in days.items()}
    found: Row = here.officer.read(f"/v1/areas/{here.ids[area]}/counts/report", **asked)
    parts = [found["here"], *found["below"], *(each for each in found["unplaced"] if each["is_counted"])]
    for what in ("households", "residents"):
        assert found[what] == sum(part[what] for part in parts)
    return found


def below(found: Row) -> dict[str, tuple[int, int]]:
    return {each["name"]: (each["households"], each["residents"]) for each in found["below"]}


def whole(found: Row) -> tuple[int, int]:
    return found["households"], found["residents"]


def test_both_reports_add_up(community: Community):
    here = community.district
    print(report(here, "community"), here.ids)
