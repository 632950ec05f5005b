"""Who lost the area loses what was revealed there: a repeated key opens nothing, and each showing is kept."""

from dataclasses import replace

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District
from tests.journeys.kept import rows_of
from tests.journeys.people import register_of
from tests.processes import wait_until

BODY = {"what": ["name"], "reason": "上门核对身份信息"}


def test_a_repeated_reveal_is_looked_at_and_written_down_anew(house: House, district: District):
    with register_of(house) as register:
        [resident_id] = register.settle(district, "lane")
    worker, key = district.somebody("micro_grid_worker", "lane"), new_id()
    path = f"/v1/residents/{resident_id}/reveal"
    wait_until(
        lambda: worker.get(f"/v1/residents/{resident_id}").status_code == 200, "members knows the lane", 20
    )
    answers = [worker.do(path, BODY, key=key) for _ in range(2)]
    assert answers[0] == answers[1]
    rows = [row for row in rows_of(house, "members", "audit") if row["action"] == "reveal_resident"]
    assert len([row for row in rows if resident_id in row["ids"]]) == 2

    moved = replace(worker, area_id=district.ids["yard"])
    assert moved.ask("POST", path, BODY, key=key).status_code == 404
