"""Areas as they are read: pages, searches, codes, on both databases."""

from datetime import date
from typing import Any

import pytest

from services.chassis.errors import FieldsInvalid
from services.grids.areas.domain.errors import CodeSchemeMissing, CodeSchemeUnknown, CodeUnknown
from tests.grids.areas.reading import all_pages, names
from tests.grids.builders import COMMUNITY_CODE, a_code, an_area, id_of


def test_children_are_listed_by_name(house):
    assert names(house, "list_children", area_id=id_of("total")) == ["base 1", "base 2", "school"]


def test_an_area_without_children_has_an_empty_list(house):
    assert house.ask("list_children", area_id=id_of("micro 1")) == {"items": [], "next": None}


def test_a_subtree_begins_with_its_root_and_parents_come_first(house):
    assert names(house, "list_subtree", area_id=id_of("total")) == [
        "total", "school", "base 1", "micro 1", "micro 2", "base 2", "micro 3",
    ]  # fmt: skip


def test_a_subtree_has_nothing_of_a_path_that_begins_alike(house):
    for number in range(40):
        house.ask("found_areas", areas=[an_area(f"b{number}", "base", "total elsewhere")])
    siblings = house.ask("list_children", area_id=id_of("total elsewhere"), limit=200)["items"]
    short, long = (next(row for row in siblings if row["path"].endswith(f"/{end}/")) for end in ("g", "10"))

    assert names(house, "list_subtree", area_id=short["id"]) == [short["name"]]
    assert names(house, "list_subtree", area_id=long["id"]) == [long["name"]]


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("micro", ["micro 1", "micro 2", "micro 3", "micro elsewhere"]),
        ("micro 1", ["micro 1"]),
        ("MICRO", []),
        ("micro_", []),
        ("%", []),
    ],
)
def test_a_search_takes_the_beginning_of_a_name_to_the_letter(house, prefix, found):
    assert names(house, "search_areas", name_prefix=prefix) == found


def test_a_search_finds_chinese_names(house):
    house.ask("found_areas", areas=[an_area("x", "base", "total", name="八里庄第03网格")])

    assert names(house, "search_areas", name_prefix="八里庄") == ["八里庄第03网格"]


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_pages_put_together_are_the_whole_list(house, limit):
    assert all_pages(house, "list_children", limit, area_id=id_of("total")) == ["base 1", "base 2", "school"]
    assert len(all_pages(house, "list_subtree", limit, area_id=id_of("county"))) == 14
    assert len(all_pages(house, "search_areas", limit, name_prefix="micro")) == 4
    assert len(all_pages(house, "feed_areas", limit)) == 14


@pytest.mark.parametrize("limit", [0, 201, 1_000_000])
def test_a_page_has_1_to_200_rows(house, limit):
    with pytest.raises(FieldsInvalid):
        house.ask("search_areas", name_prefix="x", limit=limit)


@pytest.mark.parametrize("after", [["x"], ["x", "y", "z"], [1, 2]])
def test_a_strange_place_to_go_on_from_is_refused(house, after):
    with pytest.raises(FieldsInvalid):
        house.ask("list_children", area_id=id_of("total"), after=after)


def test_equal_names_are_listed_once_each_across_pages(house):
    twins = [
        an_area(f"twin of {under}", "micro", under, name="twin")
        for under in ("base 1", "base 2", "base elsewhere")
    ]
    house.ask("found_areas", areas=twins)

    assert all_pages(house, "search_areas", 1, name_prefix="twin") == ["twin"] * 3


def test_a_code_is_found_in_its_scheme_only(house):
    elsewhere = an_area("x", "community", "township", codes=(a_code(scheme="MCA"),))
    house.ask("found_areas", areas=[elsewhere])

    found = {
        scheme: house.ask("resolve_code", scheme=scheme, code=COMMUNITY_CODE)["id"]
        for scheme in ("NBS2023", "MCA")
    }
    assert found == {"NBS2023": id_of("community"), "MCA": id_of("x")}


def test_a_code_is_found_while_it_is_valid(house):
    change = date(2021, 2, 1)
    gone = a_code(code="350403", valid_from=date(1990, 1, 1), valid_to=change)
    new = a_code(code="350404", valid_from=change)
    house.ask("found_areas", areas=[an_area("三元区", "county", None, codes=(gone, new))])

    def resolved(code: str, day: str) -> Any:
        return house.ask("resolve_code", scheme="NBS2023", code=code, date=day)["name"]

    assert resolved("350403", "2021-01-31") == resolved("350404", "2021-02-01") == "三元区"
    for code, day in (("350403", "2021-02-01"), ("350404", "2021-01-31")):
        with pytest.raises(CodeUnknown):
            resolved(code, day)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"code": COMMUNITY_CODE}, CodeSchemeMissing),
        ({"code": COMMUNITY_CODE, "scheme": "NBS2024"}, CodeSchemeUnknown),
        ({"code": "510108006005", "scheme": "NBS2023"}, CodeUnknown),
        ({"code": COMMUNITY_CODE, "scheme": "NBS2023", "date": "2023-06-29"}, CodeUnknown),
    ],
)
def test_a_code_that_leads_nowhere_is_refused(house, asked, refusal):
    with pytest.raises(refusal):
        house.ask("resolve_code", **asked)
