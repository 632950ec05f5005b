"""A micro-grid comes under another base grid: its cases, its messages and its mirror come along (D5)."""

import pytest

from tests.journeys.district import District, Row, an_area, etag_of
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

FOLLOWS_WITHIN = 15.0


def moved(here: District, area: str, parent_id: str) -> Row:
    path = f"/v1/areas/{here.ids[area]}"
    version = here.officer.read(path)["version"]
    row: Row = here.officer.do(f"{path}/move", {"parent_id": parent_id}, match=etag_of(version))
    return row


def recount(here: District, service: str = "notify") -> dict[str, Row]:
    counted: dict[str, Row] = here.operator.job(f"/v1/operator/{service}/mirrors/recount", {})["mirrors"]
    return counted


def sees_message(somebody: Somebody, case: Row) -> bool:
    return bool(somebody.all("/v1/messages", case_id=case["id"]))


def test_cases_and_messages_follow_a_moved_micro_grid(district: District):
    district.appoint("lane")
    case = district.closed(district.register())
    district.message_about(case)
    old, new = (district.somebody("grid_worker", base) for base in ("first", "second"))
    assert (sees_message(old, case), sees_message(new, case)) == (True, False)

    area = moved(district, "lane", district.ids["second"])

    assert (area["parent_id"], area["version"]) == (district.ids["second"], 2)
    assert new.read(f"/v1/cases/{case['id']}")["id"] == case["id"]
    assert old.get(f"/v1/cases/{case['id']}").status_code == 404
    wait_until(lambda: sees_message(new, case), "the mirror has followed", FOLLOWS_WITHIN)
    assert not sees_message(old, case)


def test_a_whole_subtree_follows_its_root(district: District):
    community = an_area("community", district.ids["township"])
    total = an_area("general_total", community["id"])
    district.officer.do("/v1/areas/batch", {"areas": [total, community]})

    moved(district, "first", total["id"])

    below = {area["id"] for area in district.officer.all(f"/v1/areas/{community['id']}/subtree")}
    assert below == {
        community["id"],
        total["id"],
        *(district.ids[name] for name in ("first", "lane", "court")),
    }
    left = {area["id"] for area in district.officer.all(f"/v1/areas/{district.ids['community']}/subtree")}
    assert left == {district.ids[name] for name in ("community", "total", "second", "yard")}
    assert district.register("lane")["number"].endswith("-000001")


def test_a_recount_after_changes_finds_no_difference(district: District):
    district.appoint("lane")
    moved(district, "lane", district.ids["second"])
    path = f"/v1/areas/{district.ids['court']}"
    district.officer.ask("PATCH", path, {"name": "新里"}, match=etag_of(1))

    def differences() -> set[int]:
        counted = recount(district).values()
        return {mirror[name] for mirror in counted for name in ("missing", "extra", "behind")}

    wait_until(lambda: differences() == {0}, "the mirrors have followed", FOLLOWS_WITHIN)
    counted = recount(district)
    assert {name: mirror["source"] for name, mirror in counted.items()} == {"areas": 9, "staff": 1}


@pytest.mark.parametrize("service", ["notify", "members", "care"])
def test_a_mirror_follows_moves_of_all_sizes_to_the_same_places(district: District, service: str):
    community = an_area("community", district.ids["township"])
    totals = [an_area("general_total", community["id"]) for _ in range(2)]
    district.officer.do("/v1/areas/batch", {"areas": [community, *totals]})
    for area, under in [("lane", "second"), ("first", "there"), ("lane", "first"), ("first", "total")]:
        moved(district, area, totals[0]["id"] if under == "there" else district.ids[under])

    def behind() -> int:
        """A recount compares places beside versions."""
        counted = recount(district, service)["areas"]
        return int(counted["missing"] + counted["behind"])

    wait_until(lambda: behind() == 0, f"{service}'s mirror has followed", FOLLOWS_WITHIN)
    agreed = {"source": 12, "mirrored": 12, "missing": 0, "extra": 0, "behind": 0}
    assert recount(district, service)["areas"] == agreed


def test_feeding_the_mirrors_anew_changes_nothing_that_is_right(district: District):
    district.appoint("lane")
    wait_until(
        lambda: recount(district)["staff"]["mirrored"] == 1, "the mirrors have followed", FOLLOWS_WITHIN
    )
    before = recount(district)
    taken = district.operator.job("/v1/operator/notify/mirrors/refeed", {})["taken"]
    assert taken == {"areas": 9, "staff": 1}
    assert recount(district) == before


def test_a_recount_is_of_the_callers_district(district: District):
    assert recount(district)["staff"]["source"] == 0
