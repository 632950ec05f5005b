"""Official divisions over HTTP: a code means something in its scheme and on its day, and becomes another."""

from typing import Any

import pytest

from tests.journeys.district import District
from tests.journeys.levels import found, kinds_below, new_district, set_levels, spread
from tests.journeys.somebody import Somebody

DIVISIONS = "/v1/divisions"


def resolved(officer: Somebody, **query: str) -> dict[str, Any]:
    answer: dict[str, Any] = officer.read(f"{DIVISIONS}/resolve", **query)
    return answer


def shown(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["name"]) for each in answer["divisions"]]


def test_sanyuan_is_the_old_district_until_its_last_day_and_then_the_new_one(officer: Somebody):
    old = resolved(officer, scheme="MCA", code="350403", on="2020-12-31")
    new = resolved(officer, scheme="MCA", code="350403", on="2021-12-31")

    assert (shown(old), old["events"]) == ([("350403", "三元区")], [])
    assert shown(new) == [("350404", "三元区")]
    assert new["events"][0]["document_no"] == "国函〔2021〕9号"


def test_shaxian_became_a_district(officer: Somebody):
    assert shown(resolved(officer, scheme="MCA", code="350427", on="2021-12-31")) == [("350405", "沙县区")]


def test_yubei_and_jiangbei_became_liangjiang(officer: Somebody):
    for code in ("500112", "500105"):
        answer = resolved(officer, scheme="MCA", code=code, on="2020-12-31", as_of="2025-12-31")
        assert shown(answer) == [("500157", "两江新区")]
        assert answer["events"][0]["from_codes"] == ["500105", "500112"]


def test_510108006_means_another_subdistrict_in_each_scheme_and_nothing_without_one(officer: Somebody):
    query = {"code": "510108006", "on": "2026-03-05"}
    assert shown(resolved(officer, scheme="NBS2023", **query)) == [("510108006", "府青路街道")]
    assert shown(resolved(officer, scheme="MCA", **query)) == [("510108006", "双桥子街道")]

    told = officer.refused("GET", f"{DIVISIONS}/resolve?code=510108006")
    assert (told.status, told.code, told.named) == (422, "CodeSchemeMissing", {"scheme": "CodeSchemeMissing"})


def test_figures_add_up_as_it_was_then_and_as_it_is_now(officer: Somebody):
    query = {"scheme": "MCA", "figures": "350402:176000,350403:188000", "on": "2020-12-31"}
    then = officer.read(f"{DIVISIONS}/rolled-up", as_of="2020-12-31", **query)
    now = officer.read(f"{DIVISIONS}/rolled-up", as_of="2021-12-31", **query)

    assert [(each["code"], each["figure"]) for each in then["sums"]] == [
        ("350402", 176000), ("350403", 188000),
    ]  # fmt: skip
    assert [(each["code"], each["figure"]) for each in now["sums"]] == [("350404", 364000)]
    assert then["total"] == now["total"] == 364000


def test_rongcheng_covers_sixty_of_the_sixty_one_that_the_list_has(officer: Somebody):
    """The base is said with the number: which list, of which day."""
    base = officer.read(f"{DIVISIONS}/count", scheme="NBS2023", code="371082", on="2026-03-05")
    listed = {each["kind"]: each["count"] for each in base["counts"]}
    here = new_district(officer)
    set_levels(here, preset="rongcheng")
    [county] = found(here, spread("county", [{"id": None}], 1))
    [township] = found(here, spread("township", [county], 1))
    found(here, spread("community", [township], 60))

    assert (kinds_below(here, county)["community"], listed["residents_committee"]) == (60, 61)
    said = (base["division"]["scheme"], base["division"]["name"], base["division"]["valid_from"], base["on"])
    assert said == ("NBS2023", "荣成市", "2023-06-30", "2026-03-05")


def test_what_is_right_below_a_division_is_listed_page_by_page(officer: Somebody):
    below = officer.all(DIVISIONS, scheme="NBS2023", parent_code="371082", on="2026-03-05", limit=5)

    assert len({each["code"] for each in below}) == 22


@pytest.mark.parametrize(
    ("path", "status", "code", "field"),
    [
        ("/resolve?code=999999&scheme=MCA&on=2026-03-05", 404, "DivisionUnknown", "code"),
        ("/resolve?code=x&scheme=MCA", 422, "FieldsInvalid", "code"),
        ("/resolve?code=350403&scheme=MCA&on=2021-01-01&as_of=2020-01-01", 422, "AsOfTooEarly", "as_of"),
        ("/rolled-up?scheme=MCA&figures=350402:1,350402:2&on=2020-01-01", 422, "FigureTwice", "figures"),
        ("/count?code=371082", 422, "CodeSchemeMissing", "scheme"),
        ("", 422, "CodeSchemeMissing", "scheme"),
    ],
)
def test_what_does_not_hold_is_refused(untouched: District, path: str, status: int, code: str, field: str):
    told = untouched.officer.refused("GET", DIVISIONS + path)
    assert (told.status, told.code, list(told.named)) == (status, code, [field])


def test_divisions_are_the_same_in_every_district(officer: Somebody, elsewhere: District):
    query = {"scheme": "MCA", "code": "350403", "on": "2021-12-31"}
    assert resolved(elsewhere.officer, **query) == resolved(officer, **query)


@pytest.mark.parametrize("scheme", ["NBS2023", "MCA"])
def test_a_municipality_has_its_districts_right_below_and_shixiaqu_is_no_place(
    officer: Somebody, scheme: str
):
    below = officer.all(DIVISIONS, scheme=scheme, parent_code="12", on="2026-03-05")
    assert [(each["code"], each["name"], each["parent_code"]) for each in below] == [
        ("120103", "河西区", "12")
    ]
    for code in ("1201", "120100", "120100000000"):
        told = officer.refused("GET", f"{DIVISIONS}/resolve?scheme={scheme}&code={code}&on=2026-03-05")
        assert (told.status, told.code) == (404, "DivisionUnknown")


def test_a_city_of_the_civil_affairs_list_has_its_districts_below(officer: Somebody):
    known = officer.all(DIVISIONS, scheme="MCA", parent_code="3502", on="2026-03-05")
    assert {each["name"] for each in known} >= {"思明区", "湖里区"}
    for code, name in (("3502", "厦门市"), ("35", "福建省")):
        assert shown(resolved(officer, scheme="MCA", code=code, on="2026-03-05")) == [(code, name)]
