"""Long lists are walked page by page; a cursor belongs to one list, one filter and one caller (D15)."""

from collections import Counter

import pytest

from deploy.sample.ground import COMMUNITY, STATISTICS
from deploy.sample.ids import area_id
from services.chassis.ids import new_id
from tests.journeys.conftest import Settled
from tests.journeys.district import District, an_area
from tests.journeys.somebody import Somebody

COMMUNITY_ID = area_id(STATISTICS, COMMUNITY)
SUBTREE = f"/v1/areas/{COMMUNITY_ID}/subtree"


def pages_of(officer: Somebody, path: str, **query: object) -> list[list[dict[str, str]]]:
    page = officer.read(path, **query)
    pages = [page["items"]]
    while page["next"] is not None:
        page = officer.read(path, **query, after=page["next"])
        pages.append(page["items"])
    return pages


def test_117_micro_grids_are_walked_in_pages_of_50_without_doubles(officer: Somebody):
    pages = pages_of(officer, SUBTREE, limit=50)
    assert [len(page) for page in pages] == [50, 50, 50, 2]
    micro = Counter(area["id"] for page in pages for area in page if area["kind"] == "micro")
    assert (len(micro), set(micro.values())) == (117, {1})


def test_a_page_without_a_limit_has_50(officer: Somebody):
    assert len(officer.read(SUBTREE)["items"]) == 50


def test_every_post_of_a_community_is_walked_once(officer: Somebody):
    pages = pages_of(officer, "/v1/posts", area_id=COMMUNITY_ID, limit=50)
    held = Counter(post["staff_id"] for page in pages for post in page)
    assert (len(held), set(held.values())) == (135, {1})


@pytest.mark.parametrize("limit", [1, 2, 7, 9, 200])
def test_pages_of_any_size_are_the_same_list(settled: Settled, limit: int):
    officer, county = settled.district.officer, settled.district.ids["county"]
    whole = officer.read(f"/v1/areas/{county}/subtree", limit=200)["items"]
    pages = pages_of(officer, f"/v1/areas/{county}/subtree", limit=limit)
    assert [area for page in pages for area in page] == whole


def test_a_page_may_end_with_the_list(settled: Settled):
    lanes = f"/v1/areas/{settled.district.ids['first']}/children"
    page = settled.district.officer.read(lanes, limit=2)
    assert (len(page["items"]), page["next"]) == (2, None)


def test_what_is_added_meanwhile_neither_doubles_nor_hides_a_row(district: District):
    path = f"/v1/areas/{district.ids['first']}/children"
    first = district.officer.read(path, limit=1)
    seen = first["items"]
    new = [an_area("micro", district.ids["first"], name=f"{place}{new_id()}") for place in ("aa", "zz")]
    district.officer.do("/v1/areas/batch", {"areas": new})
    rest = district.officer.read(path, limit=200, after=first["next"])["items"]
    assert [area["name"] for area in seen + rest] == ["court 区", "lane 区", new[1]["name"]]


def test_cases_and_messages_are_paged_too(settled: Settled):
    for path in ("/v1/cases", "/v1/messages"):
        pages = pages_of(settled.district.officer, path, limit=1)
        ids = [row["id"] for page in pages for row in page]
        assert len(ids) == len(set(ids)) == len(settled.district.officer.all(path, limit=200))


def test_a_cursor_serves_the_same_caller_with_a_new_token_and_another_limit(officer: Somebody):
    cursor = officer.read(SUBTREE, limit=50)["next"]
    assert len(officer.read(SUBTREE, limit=60, after=cursor)["items"]) == 60
