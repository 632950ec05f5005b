"""Codes of areas that stand: given, retired, numbered by community, and those of other systems."""

import pytest

from tests.journeys.district import District, Row, a_code, an_area
from tests.journeys.levels import found, new_district, set_levels, spread
from tests.journeys.platforms import a_key, asks
from tests.journeys.somebody import Refusal, Somebody

BALIZHUANG = "510108006004"


@pytest.fixture
def here(officer: Somebody) -> District:
    return District.founded(officer)


def tag_of(here: District, area: str) -> str:
    return str(here.officer.get(f"/v1/areas/{here.ids[area]}").headers["ETag"])


def given(here: District, area: str, **code: str) -> Row:
    path = f"/v1/areas/{here.ids[area]}/codes"
    done: Row = here.officer.do(path, {"valid_from": "2026-01-01"} | code, match=tag_of(here, area))
    return done


def retired(here: District, area: str, **code: str) -> Row:
    path = f"/v1/areas/{here.ids[area]}/codes/retirements"
    done: Row = here.officer.do(path, code, match=tag_of(here, area))
    return done


def not_given(here: District, area: str, **code: str) -> Refusal:
    path = f"/v1/areas/{here.ids[area]}/codes"
    body = {"valid_from": "2026-01-01"} | code
    return here.officer.refused("POST", path, body, match=tag_of(here, area))


def resolved(here: District, **query: str) -> str:
    return str(here.officer.read("/v1/areas/resolve", **query)["id"])


def test_a_code_is_given_retired_and_never_given_again(here: District):
    code = {"scheme": "LOCAL", "code": "A-7"}
    given(here, "lane", **code)
    retired(here, "lane", **code, valid_to="2026-03-01")

    assert resolved(here, **code, date="2026-02-28") == here.ids["lane"]
    assert (
        here.officer.refused("GET", "/v1/areas/resolve?scheme=LOCAL&code=A-7&date=2026-03-01").status == 404
    )
    told = not_given(here, "court", **code, valid_from="2026-04-01")
    assert (told.status, told.code, told.named) == (409, "CodeTaken", {"code": "CodeTaken"})
    assert len(given(here, "lane", scheme="LOCAL", code="A-8", valid_from="2026-03-01")["codes"]) == 2


def test_an_area_has_one_code_of_a_scheme_at_a_time(here: District):
    given(here, "lane", scheme="LOCAL", code="A-7")
    told = not_given(here, "lane", scheme="LOCAL", code="A-8")
    assert (told.status, told.code) == (422, "CodesOverlap")


def test_a_code_is_given_from_the_version_that_was_seen(here: District):
    path, body = f"/v1/areas/{here.ids['lane']}/codes", a_code()
    assert here.officer.refused("POST", path, body).status == 428
    old = tag_of(here, "lane")
    here.officer.do(path, body, match=old)
    assert here.officer.refused("POST", path, a_code(), match=old).code == "StaleVersion"


def test_the_grids_of_balizhuang_are_numbered_behind_its_code(officer: Somebody):
    somebody = new_district(officer)
    set_levels(somebody, preset="chenghua")
    county = an_area("county", None)
    township = an_area("township", county["id"])
    code = a_code("NBS2023", BALIZHUANG)
    community = an_area("community", township["id"], name="八里庄社区", codes=[code])
    total = an_area("general_total", community["id"], name="八里庄总网格")
    found(somebody, [county, township, community, total])
    bases = [an_area("base", total["id"], name=f"八里庄第{number}网格") for number in range(1, 18)]
    found(somebody, bases)
    found(somebody, [*spread("micro", bases, 117), *spread("exclusive", [total], 16)])

    path = f"/v1/areas/{community['id']}/grid-codes"
    numbered = somebody.do(path, {})
    codes = {each["name"]: each["code"] for each in numbered["items"]}
    assert [codes[base["name"]] for base in bases] == [f"{BALIZHUANG}{number:03}" for number in range(1, 18)]
    assert codes["八里庄总网格"] == f"{BALIZHUANG}000"
    assert {len(each["code"]) for each in numbered["items"] if each["kind"] == "micro"} == {17}
    assert (len(set(codes.values())), numbered["left"]) == (151, 0)
    assert somebody.do(path, {}) == {"items": [], "left": 0, "unnumbered": []}


def test_a_community_without_a_code_of_twelve_digits_numbers_no_grids(untouched: District):
    for area, code in (("community", "CommunityWithoutCode"), ("first", "NotOfACommunity")):
        path = f"/v1/areas/{untouched.ids[area]}/grid-codes"
        told = untouched.officer.refused("POST", path, {})
        assert (told.status, told.code, told.named) == (422, code, {"area_id": code})


def test_two_systems_with_their_own_ids_for_one_area_both_find_it(here: District):
    for scheme, name, code in (("SYS:wangge", "网格平台", "W-7"), ("SYS:minzheng", "民政平台", "0007")):
        here.officer.do("/v1/code-schemes", {"scheme": scheme, "name": name})
        given(here, "lane", scheme=scheme, code=code)

    assert resolved(here, scheme="SYS:wangge", code="W-7", date="2026-03-05") == here.ids["lane"]
    assert resolved(here, scheme="SYS:minzheng", code="0007", date="2026-03-05") == here.ids["lane"]
    assert [each["scheme"] for each in here.officer.all("/v1/code-schemes")] == ["SYS:minzheng", "SYS:wangge"]


def test_a_platform_asks_for_a_code_of_one_scheme_in_another(here: District):
    """N3: what answers to a code tells all that the area bears, each with its scheme and its days."""
    here.officer.do("/v1/code-schemes", {"scheme": "SYS:minzheng", "name": "民政平台"})
    given(here, "county", scheme="MCA", code="350403", valid_from="2015-01-01")
    retired(here, "county", scheme="MCA", code="350403", valid_to="2021-02-01")
    given(here, "county", scheme="MCA", code="350404", valid_from="2021-02-01")
    given(here, "county", scheme="LOCAL", code="SY-1", valid_from="2020-01-01")
    given(here, "county", scheme="SYS:minzheng", code="0007", valid_from="2022-01-01")
    secret = a_key(here, roles=["platform_residents"])["secret"]

    def asked(scheme: str, code: str, wanted: str, on: str) -> list[str]:
        area = asks(here, secret, f"/v1/areas/resolve?scheme={scheme}&code={code}&date={on}").json()
        return [
            each["code"]
            for each in area["codes"]
            if each["scheme"] == wanted and each["valid_from"] <= on < (each["valid_to"] or "9999")
        ]

    assert asked("MCA", "350404", "LOCAL", "2026-01-01") == ["SY-1"]
    assert asked("MCA", "350404", "SYS:minzheng", "2021-06-30") == []
    assert asked("SYS:minzheng", "0007", "MCA", "2026-01-01") == ["350404"]
    assert asked("LOCAL", "SY-1", "MCA", "2020-12-31") == ["350403"]
    assert asked("MCA", "350404", "NBS2023", "2026-01-01") == []


def test_a_system_that_is_not_registered_gives_no_codes(untouched: District):
    told = not_given(untouched, "lane", scheme="SYS:nobody", code="1")
    assert (told.status, told.code, told.named) == (422, "CodeSchemeUnknown", {"scheme": "CodeSchemeUnknown"})


@pytest.mark.parametrize(("scheme", "code"), [("LOCAL", "CodeSchemeTaken"), ("wangge", "SystemMalformed")])
def test_a_system_has_a_name_of_its_own(untouched: District, scheme: str, code: str):
    told = untouched.officer.refused("POST", "/v1/code-schemes", {"scheme": scheme, "name": "x"})
    assert (told.code, told.named) == (code, {"scheme": code})


def test_another_system_sends_its_areas_by_its_own_ids_again_and_again(here: District):
    here.officer.do("/v1/code-schemes", {"scheme": "SYS:wangge", "name": "网格平台"})
    path = "/v1/code-schemes/SYS:wangge/areas"
    base = {"code": "W-1", "kind": "base", "name": "一网格", "parent_id": here.ids["total"]}
    micro = {"code": "W-1-1", "kind": "micro", "name": "一微网格", "parent_code": "W-1"}

    def sent(*areas: Row) -> list[tuple[str, str]]:
        answer = here.officer.ask("PUT", path, {"areas": list(areas)})
        assert answer.is_success, answer.text
        return [(each["name"], each["outcome"]) for each in answer.json()["items"]]

    assert sent(micro, base) == [("一微网格", "founded"), ("一网格", "founded")]
    assert sent(base, micro | {"name": "新微网格"}) == [("一网格", "unchanged"), ("新微网格", "renamed")]
    told = here.officer.refused("PUT", path, {"areas": [base | {"kind": "exclusive"}]})
    assert (told.status, told.code) == (409, "StandsElsewhere")
