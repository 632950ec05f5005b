"""An auditor asks over HTTP who opened whose record and why; an operator verifies the chain."""

import re
from typing import Any

import pytest

from deploy.linli.services import SERVICES
from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.conftest import Settled
from tests.journeys.district import District, Row
from tests.journeys.kept import change
from tests.journeys.people import register_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

NEWEST = re.compile(r"newest ((\w+):([\w-]+):(\d+):([0-9a-f]{64}))$", re.M)
SEALED_WITHIN = 15.0


def auditor(district: District) -> Somebody:
    return district.somebody("audit_administrator")


def found(district: District, service: str, **asked: Any) -> list[Row]:
    rows: list[Row] = auditor(district).read(f"/v1/audit/{service}", **asked)["items"]
    return rows


def sealed(district: District, service: str, count: int, **asked: Any) -> list[Row]:
    """As soon as so many are found."""
    wait_until(lambda: len(found(district, service, **asked)) >= count, "the rows are sealed", SEALED_WITHIN)
    return found(district, service, **asked)


def test_who_opened_a_case_is_found_by_the_case(house: House, settled: Settled):
    case, here = settled.cases["closed"], settled.district
    officer = f"person:{here.officer.principal}"
    here.officer.get(f"/v1/cases/{case['id']}")
    rows = sealed(here, "grids", 5, object_id=case["id"], principal=officer)
    assert {row["action"] for row in rows} >= {"register_case", "assign_case", "close_case", "get_case"}
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)


def test_an_auditor_reads_no_case(settled: Settled):
    case = settled.cases["closed"]
    assert auditor(settled.district).get(f"/v1/cases/{case['id']}").status_code == 403


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_an_officer_reads_no_audit(settled: Settled, service: str):
    answer = settled.district.officer.get(f"/v1/audit/{service}")
    assert (answer.status_code, answer.json()["code"]) == (403, "PermissionMissing")


def test_who_was_denied_is_found(house: House, district: District):
    nobody = district.somebody("resident")
    for _ in range(3):
        assert nobody.get("/v1/staff/" + new_id()).status_code == 403
    [denied] = sealed(district, "grids", 1, principal=f"person:{nobody.principal}")
    assert (denied["kind"], denied["action"], denied["permission"]) == ("denied", "get_staff", "staff.read")


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_is_searched(settled: Settled, service: str):
    assert found(settled.district, service, object_id=new_id()) == []


def test_a_service_that_is_none_has_no_audit(settled: Settled):
    assert auditor(settled.district).get("/v1/audit/gateway").status_code == 404


def test_a_span_that_is_no_moment_is_refused(settled: Settled):
    assert auditor(settled.district).get("/v1/audit/grids", since="yesterday").status_code == 422


def test_pages_follow_each_other(settled: Settled):
    here, case = settled.district, settled.cases["closed"]
    sealed(here, "grids", 4, object_id=case["id"])
    reader = auditor(here)
    first = reader.read("/v1/audit/grids", object_id=case["id"], limit=2)
    second = reader.read("/v1/audit/grids", object_id=case["id"], limit=2, after=first["next"])
    ids = [row["id"] for row in (*first["items"], *second["items"])]
    assert len(ids) == len(set(ids)) == 4


def test_the_chain_of_every_service_is_whole_and_its_newest_block_is_told(house: House, settled: Settled):
    sealed(settled.district, "grids", 4, object_id=settled.cases["closed"]["id"])
    said = house.command("audit", "verify")
    assert not any(line.startswith("BAD") for line in said.splitlines())
    told = [newest for newest in NEWEST.finditer(said) if newest[3] == settled.district.id]
    assert "grids" in {newest[2] for newest in told}

    anchors = [word for newest in told for word in ("--expect", newest[1])]
    assert "BAD" not in house.command("audit", "verify", *anchors)


def test_a_block_that_is_not_as_it_was_written_down_ends_with_one(house: House, settled: Settled):
    sealed(settled.district, "grids", 4, object_id=settled.cases["closed"]["id"])
    anchor = f"grids:{settled.district.id}:1:{'0' * 64}"
    with pytest.raises(RuntimeError, match="block 1: has another hash than the one that was written down"):
        house.command("audit", "verify", "--service", "grids", "--expect", anchor)


def test_a_row_that_was_changed_by_hand_is_named_with_its_place(house: House, settled: Settled):
    here, case = settled.district, settled.cases["closed"]
    [row] = sealed(here, "grids", 1, object_id=case["id"], action="register_case")
    update = f"UPDATE audit SET principal = '{{}}' WHERE id = '{row['id']}'"
    place = f"BAD  grids {here.id} block {row['block']} row {row['id']}: was changed"
    change(house, "grids", update.format("person:nobody"))
    try:
        with pytest.raises(RuntimeError, match=place):
            house.command("audit", "verify")
    finally:
        change(house, "grids", update.format(row["principal"]))
    assert "BAD" not in house.command("audit", "verify")


@pytest.mark.parametrize("anchor", ["grids", "gateway:d:1:ab", "grids:d:one:ab", "grids:d:1:"])
def test_what_is_no_anchor_is_refused(house: House, anchor: str):
    with pytest.raises(RuntimeError, match="is no SERVICE:DISTRICT:NUMBER:HASH"):
        house.command("audit", "verify", "--expect", anchor)


def test_who_was_shown_what_is_sealed_of_a_resident_is_found_with_the_reason(
    house: House, district: District
):
    with register_of(house) as register:
        [resident] = register.settle(district)
    district.officer.do(f"/v1/residents/{resident}/reveal", {"what": ["name"], "reason": "家属要求核对姓名"})
    [shown] = sealed(district, "members", 1, object_id=resident, action="reveal_resident")
    assert (shown["principal"], shown["permission"], shown["reason"]) == (
        f"person:{district.officer.principal}",
        "residents.reveal",
        "家属要求核对姓名",
    )
