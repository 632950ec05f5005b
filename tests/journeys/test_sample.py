"""The sample in a running house: what is there, who is on duty, and that a second load changes nothing."""

from collections import Counter
from typing import Any

import pytest

from deploy.sample.api import Api, ApiRefused
from deploy.sample.ground import COMMUNITY, COUNTY, GENERAL_TOTAL, LOCAL, STATISTICS, base_code, micro_code
from deploy.sample.ids import area_id
from deploy.sample.load import load
from tests.house import House

COMMUNITY_ID = area_id(STATISTICS, COMMUNITY)
GENERAL_TOTAL_ID = area_id(LOCAL, GENERAL_TOTAL)


def everything(house: House, path: str, **query) -> list[dict[str, Any]]:
    """All pages of a list."""
    found, after = [], None
    with house.client() as client:
        while True:
            answer = client.get(path, params=query | ({"after": after} if after else {}))
            assert answer.status_code == 200, answer.text
            found += answer.json()["items"]
            after = answer.json()["next"]
            if after is None:
                return found


def state(house: House) -> tuple[object, object]:
    county = area_id(STATISTICS, COUNTY)
    return (
        sorted((area["id"], area["version"]) for area in everything(house, f"/v1/areas/{county}/subtree")),
        everything(house, "/v1/posts", area_id=county),
    )


def test_a_community_has_151_grid_nodes(house: House):
    below = everything(house, f"/v1/areas/{COMMUNITY_ID}/subtree", limit=200)
    kinds = Counter(area["kind"] for area in below)
    assert kinds == {"community": 1, "general_total": 1, "base": 17, "micro": 117, "exclusive": 16}
    assert kinds.total() - kinds["community"] == 151


def test_the_county_has_its_townships_and_communities(house: House):
    kinds = Counter(
        area["kind"] for area in everything(house, f"/v1/areas/{area_id(STATISTICS, COUNTY)}/subtree")
    )
    assert (kinds["county"], kinds["township"], kinds["community"]) == (1, 11, 83)


def test_base_and_exclusive_grids_lie_beside_each_other(house: House):
    children = everything(house, f"/v1/areas/{GENERAL_TOTAL_ID}/children")
    assert Counter(area["kind"] for area in children) == {"base": 17, "exclusive": 16}


@pytest.mark.parametrize(
    ("scheme", "code", "name"),
    [
        ("NBS2023", COUNTY, "成华区"),
        ("GB2260", COUNTY, "成华区"),
        ("NBS2023", "510108006", "府青路街道"),
        ("NBS2023", COMMUNITY, "八里庄社区居委会"),
        ("LOCAL", GENERAL_TOTAL, "八里庄总网格"),
        ("LOCAL", base_code(17), "八里庄第17网格"),
        ("LOCAL", micro_code(1, 7), "八里庄第01网格07号微网格"),
    ],
)
def test_a_code_finds_its_area(house: House, scheme: str, code: str, name: str):
    with house.client() as client:
        found = client.get("/v1/areas/resolve", params={"scheme": scheme, "code": code, "date": "2026-01-01"})
    assert (found.status_code, found.json().get("name")) == (200, name)


def test_every_post_has_a_holder_and_none_is_vacant(house: House):
    posts = everything(house, "/v1/posts", area_id=COMMUNITY_ID)
    roles = Counter(post["role"] for post in posts)
    assert roles == {"chief": 1, "grid_worker": 17, "micro_grid_worker": 117}
    assert everything(house, "/v1/posts", area_id=COMMUNITY_ID, vacant="true") == []


def test_a_second_load_changes_nothing(house: House):
    before = state(house)
    api = Api(house.url, house.passes.token("operator", kind="operator"))

    assert dict(load(api)) == {"areas": 0, "staff": 0, "appointments": 0}

    assert state(house) == before


def test_a_load_by_somebody_who_may_not_is_refused_and_changes_nothing(house: House):
    before = state(house)

    with pytest.raises(ApiRefused) as refused:
        list(load(Api(house.url, house.passes.token("resident"))))

    assert (refused.value.status, refused.value.code) == (403, "PermissionMissing")
    assert state(house) == before
