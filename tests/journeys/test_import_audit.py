"""An import of many leaves few rows in the audit: one a chunk, with everybody that the chunk took in."""

import json

import pytest

from tests.house import House
from tests.journeys.district import District
from tests.journeys.kept import rows_of
from tests.journeys.registers import Community, a_person, as_csv, counts
from tests.processes import wait_until

CHUNK = 500
SPOUSE = {"姓名": "江立秋", "与户主关系": "配偶", "性别": "女"}


def everybody(count: int) -> list[dict[str, object]]:
    """One a dwelling, and of those beyond the dwellings one with the head of the first."""
    more = [a_person(number) | SPOUSE | _number_of(number) for number in range(count - CHUNK)]
    return [a_person(number) for number in range(min(count, CHUNK))] + more


def _number_of(number: int) -> dict[str, object]:
    other = a_person(CHUNK + number)
    return {"身份证号": "", "出生日期": other["出生日期"]}


@pytest.mark.parametrize(("people", "rows"), [(CHUNK, 1), (CHUNK + 1, 2)])
def test_an_import_leaves_one_row_a_chunk_in_the_audit_with_the_ids(
    house: House, district: District, people: int, rows: int
):
    community = Community.built(district)
    ended = community.imported(as_csv(everybody(people)))
    assert counts(ended) == (people, 0, 0, 0)
    wait_until(lambda: len(community.residents()) == people, "all are there", 10)
    everyone = {each["id"] for each in community.residents()}

    audit = rows_of(house, "members", "audit", district.id)
    written = [row for row in audit if everyone & set(json.loads(row["ids"])) and row["kind"] == "write"]
    named = sorted((len(everyone & set(json.loads(row["ids"]))) for row in written), reverse=True)
    assert named == [CHUNK, people - CHUNK][:rows]
    assert {row["permission"] for row in written} == {"residents.import"}
    assert {row["principal"] for row in written} == {f"person:{district.officer.principal}"}
