"""Candidates for grid work over HTTP: the preferred first, and who of them is appointed by now."""

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.duties import a_duty, appoint

CANDIDATES, BATCH, TAGS = "/v1/candidates", "/v1/candidates/batch", "/v1/candidate-tags"


def a_candidate(here: District, name: str, *tags: str) -> Row:
    return {"id": new_id(), "area_id": here.ids["lane"], "name": name, "tags": sorted(tags)}


def listed(here: District) -> list[tuple[str, bool, bool]]:
    found = here.officer.all(CANDIDATES, area_id=here.ids["community"])
    return [(each["name"], each["preferred"], each["is_staff"]) for each in found]


def test_a_grid_worker_is_chosen_among_the_preferred_and_becomes_staff(district: District):
    """S2.61."""
    here, secretary = district, district.somebody("community_secretary", "community")
    pool = [
        a_candidate(here, "江立春"),
        a_candidate(here, "林惊蛰", "building_leader"),
        a_candidate(here, "云雨水", "volunteer"),
    ]
    secretary.do(BATCH, {"candidates": pool})
    assert listed(here)[0] == ("林惊蛰", True, False)
    chosen = pool[1]
    one = f"{CANDIDATES}/{chosen['id']}"
    assert district.somebody("chief", "community").read(one)["name"] == "林**"
    here.officer.do("/v1/staff/batch", {"staff": [{"id": chosen["id"], "display_name": chosen["name"]}]})
    appoint(here.officer, a_duty(chosen, here.ids["lane"], "micro_grid_worker"))
    assert listed(here)[0] == ("林惊蛰", True, True)
    other = f"{CANDIDATES}/{pool[0]['id']}"
    changed = secretary.ask("PATCH", other, {"tags": ["party_backbone"]}, match=etag_of(1))
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert {name for name, preferred, _ in listed(here) if preferred} == {"林惊蛰", "江立春"}
    secretary.do(f"{CANDIDATES}/{chosen['id']}/take-out", {}, match=etag_of(1))
    assert {name for name, _, _ in listed(here)} == {"江立春", "云雨水"}


def test_a_stranger_tag_enters_nobody_and_a_worker_sees_no_candidates(district: District):
    batch = {"candidates": [a_candidate(district, "江立春", "stranger")]}
    refused = district.officer.ask("POST", BATCH, batch)
    assert refused.json()["fields"][0]["field"] == "candidates.0.tags"
    assert listed(district) == []
    worker = district.somebody("micro_grid_worker", "lane")
    assert worker.get(CANDIDATES, area_id=district.ids["lane"]).status_code == 403
    keys = [each["key"] for each in district.officer.read(TAGS)["editions"][0]["tags"] if each["preferred"]]
    assert keys == ["party_backbone", "building_leader", "party_group_member"]
