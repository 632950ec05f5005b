"""An import of areas lives through the death of its child and of its service (O2)."""

from tests.house import House
from tests.journeys.area_sheets import Sheets, as_csv, counts
from tests.journeys.district import District
from tests.processes import wait_until

AREAS = 4000


def test_it_goes_on_where_it_was_and_founds_every_area_once(breakable: House, witness):
    district = District.founded(witness)
    sheets = Sheets(district, district.officer)
    rows = [("total 区/first 区", "micro", f"微{number}", "", "", "") for number in range(AREAS)]
    begun = sheets.begun(as_csv(rows))
    job = f"/v1/jobs/{begun['job_id']}"
    wait_until(lambda: district.officer.read(job)["done"] > 0, "a step is kept", 30)
    breakable.kill("grids")
    breakable.run("grids")
    ended = sheets.ended(begun)
    assert (ended["state"], counts(ended)) == ("ended", (AREAS, 0, 0, 0)), ended["job"]
    names = [each["name"] for each in sheets.tree() if each["name"].startswith("微")]
    assert (len(names), len(set(names))) == (AREAS, AREAS)
