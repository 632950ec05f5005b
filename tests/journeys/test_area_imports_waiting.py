"""Imports of areas that are cancelled on their way, and that wait for each other (O2)."""

import pytest

from tests.journeys.area_sheets import Sheets, as_csv, counts
from tests.journeys.district import District, Row
from tests.processes import wait_until

AREAS = 10_000
"""Ten steps: whoever cancels behind the first comes before the last."""
ROWS = [("total 区/first 区", "micro", f"微{number}", "", "", "") for number in range(AREAS)]


@pytest.fixture
def sheets(district: District) -> Sheets:
    return Sheets(district, district.officer)


def job_of(sheets: Sheets, begun: Row) -> Row:
    job: Row = sheets.by.read(f"/v1/jobs/{begun['job_id']}")
    return job


def test_one_that_is_cancelled_keeps_what_it_kept_and_sent_again_does_the_rest(sheets: Sheets):
    begun = sheets.begun(as_csv(ROWS))
    wait_until(lambda: job_of(sheets, begun)["done"] > 0, "a step is kept", 30)
    sheets.by.do(f"/v1/jobs/{begun['job_id']}/cancel", {})

    cancelled = sheets.ended(begun)
    assert (cancelled["state"], cancelled["job"]["state"]) == ("cancelled", "cancelled")
    kept = cancelled["new"]
    assert 0 < kept == cancelled["job"]["done"] < AREAS
    names = {each["name"] for each in sheets.tree("first")}
    assert len(names & {row[2] for row in ROWS}) == kept
    [listed] = sheets.by.all("/v1/area-imports", area_id=sheets.here.ids["community"])
    assert (listed["state"], listed["new"], listed["error"]) == ("cancelled", kept, None)

    again = sheets.imported(as_csv(ROWS))
    assert (again["state"], counts(again)) == ("ended", (AREAS - kept, 0, kept, 0))
    tree = [each["name"] for each in sheets.tree("first") if each["name"].startswith("微")]
    assert len(tree) == len(set(tree)) == AREAS


@pytest.mark.long("production")
def test_two_of_one_district_wait_for_each_other_wherever_they_begin(sheets: Sheets):
    """And one that waits is cancelled at once: it has taken nothing in."""
    first = sheets.begun(as_csv(ROWS[:4000]))
    below = [("", "micro", f"后{number}", "", "", "") for number in range(5)]
    second = sheets.begun(as_csv(below), area="second")
    third = sheets.begun(as_csv([("", "micro", "不来", "", "", "")]), area="second")
    waiting = job_of(sheets, second)
    assert (waiting["state"], waiting["started_at"]) == ("waiting", None)
    sheets.by.do(f"/v1/jobs/{third['job_id']}/cancel", {})
    assert sheets.by.read(f"/v1/area-imports/{third['id']}")["state"] == "cancelled"

    went, came = sheets.ended(first), sheets.ended(second)
    assert (counts(went), counts(came)) == ((4000, 0, 0, 0), (5, 0, 0, 0))
    assert came["job"]["started_at"] >= went["job"]["ended_at"]
    assert "不来" not in {each["name"] for each in sheets.tree("second")}
