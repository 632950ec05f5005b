"""Organisations over HTTP: two trees over one ground, and the documents' numbers."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, an_area, etag_of
from tests.journeys.levels import found, new_district, set_levels, spread
from tests.journeys.somebody import Somebody

ORGANISATIONS, BATCH, KINDS = "/v1/organisations", "/v1/organisations/batch", "/v1/organisation-kinds"
TOTALS, COVERAGE, UPWARD = (f"{ORGANISATIONS}/{name}" for name in ("totals", "coverage", "upward"))
A_BATCH = 500


def an_organisation(kind: str, under: Row | None, area: Row | None = None, **different: Any) -> Row:
    usual = {
        "id": new_id(), "kind": kind, "name": kind, "parent_id": under["id"] if under else None,
        "area_id": area["id"] if area else None, "founded_on": "2020-07-01",
    }  # fmt: skip
    return usual | different


def set_up(somebody: Somebody, *organisations: Row) -> list[Row]:
    items: list[Row] = []
    for start in range(0, len(organisations), A_BATCH):
        body = {"organisations": list(organisations[start : start + A_BATCH])}
        items += somebody.do(BATCH, body)["items"]
    return items


def committees(somebody: Somebody, county: Row, township: Row) -> Row:
    """The upper two; the lower of them."""
    top = an_organisation("party_county", None, county, name="县委")
    working = an_organisation("party_township", top, township, name="街道党工委")
    set_up(somebody, top, working)
    return working


def sent_members(somebody: Somebody, organisation: Row, count: int) -> None:
    """So many whom departments send as part-time committee members (S3.20)."""
    staff = [{"id": new_id(), "display_name": "江立春"} for _ in range(count)]
    somebody.do("/v1/staff/batch", {"staff": staff})
    members = [
        {
            "id": new_id(), "staff_id": person["id"], "capacity": "part_time_member",
            "department": "县教育局", "valid_from": "2022-01-01",
        }
        for person in staff
    ]  # fmt: skip
    path = f"{ORGANISATIONS}/{organisation['id']}/members"
    somebody.do(path, {"members": members}, match=etag_of(1))


def by_kind(totals: Row) -> dict[str, int]:
    return {each["kind"]: each["organisations"] for each in totals["kinds"]}


def test_fifteen_of_seventeen_base_grids_of_balizhuang_have_a_branch_and_62_of_117_a_group(officer: Somebody):
    """S2.53, S2.59: 88.2 % and 53.0 %."""
    somebody = new_district(officer)
    set_levels(somebody, preset="chenghua")
    county = an_area("county", None)
    township = an_area("township", county["id"])
    [community] = spread("community", [township], 1)
    [total] = spread("general_total", [community], 1)
    bases = spread("base", [total], 17)
    micros = spread("micro", bases, 117)
    found(somebody, [county, township, community, total, *bases, *micros])
    general = an_organisation("party_community", committees(somebody, county, township), community)
    branches = [
        an_organisation("party_branch", general, base, name=f"{base['name']}党支部") for base in bases[:15]
    ]
    of_base = {base["id"]: branch for base, branch in zip(bases, branches, strict=False)}
    under = [micro for micro in micros if micro["parent_id"] in of_base][:62]
    groups = [an_organisation("party_group", of_base[micro["parent_id"]], micro) for micro in under]
    set_up(somebody, general, *branches, *groups)

    def covered(kind: str, area_kind: str) -> tuple[int, int, str]:
        told = somebody.read(COVERAGE, area_id=community["id"], kind=kind, area_kind=area_kind)
        return told["covered"], told["there"], told["percent"]

    assert covered("party_branch", "base") == (15, 17, "88.2")
    assert covered("party_group", "micro") == (62, 117, "53.0")
    bare = somebody.all(COVERAGE, area_id=community["id"], kind="party_branch", area_kind="base", limit=1)
    assert [each["name"] for each in bare] == [base["name"] for base in bases[15:]]


def test_pucheng_counts_its_committees_branches_groups_and_part_time_members(officer: Somebody):
    """S3.19: 16, 65, 50, 279; 15 estates have no branch of their own. S3.20: 7 and 123, 7.7 per community."""
    somebody = new_district(officer)
    set_levels(somebody, preset="pucheng")
    county = an_area("county", None)
    township = an_area("township", county["id"])
    communities = spread("community", [township], 16)
    estates = spread("estate", communities, 65)
    grids = spread("grid", estates, 120)
    buildings = spread("building_group", grids, 279)
    for each in ([county, township], communities, estates, grids, buildings):
        found(somebody, each)
    working = committees(somebody, county, township)
    generals = [an_organisation("party_community", working, each, name="社区大党委") for each in communities]
    of_community = {each["area_id"]: each for each in generals}
    branches = [
        an_organisation("party_branch", of_community[each["parent_id"]], each) for each in estates[:50]
    ]
    groups = [
        an_organisation("party_group", branches[number % 50], each) for number, each in enumerate(buildings)
    ]
    set_up(somebody, *generals, *branches, *groups)
    sent_members(somebody, working, 7)
    for number, general in enumerate(generals):
        sent_members(somebody, general, 8 if number < 11 else 7)

    totals = somebody.read(TOTALS, area_id=county["id"])
    assert by_kind(totals) == {
        "party_county": 1, "party_township": 1, "party_community": 16, "party_branch": 50, "party_group": 279,
    }  # fmt: skip
    assert round(by_kind(totals)["party_group"] / by_kind(totals)["party_branch"], 2) == 5.58
    members = {each["kind"]: each["members"] for each in totals["kinds"] if each["members"]}
    assert members == {
        "party_township": [{"capacity": "part_time_member", "members": 7, "per_organisation": "7.0"}],
        "party_community": [{"capacity": "part_time_member", "members": 123, "per_organisation": "7.7"}],
    }
    told = somebody.read(COVERAGE, area_id=county["id"], kind="party_branch", area_kind="estate")
    assert (told["there"], told["covered"], told["uncovered"]) == (65, 50, 15)
    assert len(somebody.all(ORGANISATIONS, kind="party_group", limit=200)) == 279


@pytest.fixture
def standing(district: District) -> dict[str, Row]:
    """Both trees, down to the lane; an estate's branch beside them."""
    area = {name: {"id": id} for name, id in district.ids.items()}
    tower: Row = {"id": new_id(), "name": "1栋", "units": 2, "floors": 1, "rooms_per_floor": 1}
    buildings = {"community_id": district.ids["community"], "estate": "安居苑", "buildings": [tower]}
    district.officer.do("/v1/buildings/batch", buildings)
    place = {"building_id": tower["id"], "first": 1, "last": 1}
    district.officer.do("/v1/units/give", {"ranges": [place | {"area_id": district.ids["lane"]}]})
    estate = {"id": new_id(), "kind": "estate", "name": "安居苑", "units": [place]}
    body = {"community_id": district.ids["community"], "groupings": [estate]}
    district.officer.do("/v1/groupings/batch", body)
    working = committees(district.officer, area["county"], area["township"])
    general = an_organisation("party_community", working, area["community"], name="社区大党委")
    branch = an_organisation("party_branch", general, area["first"], name="网格党支部")
    group = an_organisation("party_group", branch, area["lane"], name="微网格党小组")
    of_estate = an_organisation("party_branch", general, name="小区党支部", grouping_id=estate["id"])
    association = an_organisation("association", None, area["community"], name="计生协")
    its_branch = an_organisation("association_branch", association, area["first"], name="计生协分会")
    set_up(district.officer, group, branch, of_estate, general, its_branch, association)
    homes = district.officer.all(f"/v1/buildings/{tower['id']}/dwellings")
    home = next(each for each in homes if each["area_id"] == district.ids["lane"])
    return {"branch": branch, "group": group, "general": general, "home": home}


def test_the_same_building_answers_for_its_grid_and_for_its_association_branch(
    district: District, standing: dict[str, Row]
):
    found = district.officer.all(UPWARD, dwelling_id=standing["home"]["id"], limit=3)
    assert [(each["height"], each["name"]) for each in found] == [
        (-1, "小区党支部"), (0, "微网格党小组"), (1, "网格党支部"), (1, "计生协分会"),
        (3, "社区大党委"), (3, "计生协"), (4, "街道党工委"), (5, "县委"),
    ]  # fmt: skip
    worker = district.somebody("micro_grid_worker", "lane")
    assert worker.all(UPWARD, area_id=district.ids["lane"]) == found[1:]
    assert worker.refused("GET", UPWARD, params={"area_id": district.ids["yard"]}).status == 404
    assert worker.refused("GET", UPWARD).code == "GroundAmbiguous"


@pytest.mark.parametrize(
    ("different", "field", "code"),
    [
        ({"kind": "castle"}, "kind", "OrganisationKindUnknown"),
        ({"area_id": new_id()}, "area_id", "AreaUnknown"),
        ({"parent_id": None}, "parent_id", "OrganisationParentWrong"),
        ({"parent_id": new_id()}, "parent_id", "OrganisationUnknown"),
        ({"grouping_id": new_id()}, "grouping_id", "BoundTwice"),
        ({"founded_on": "2190-01-01"}, "founded_on", "DayAhead"),
    ],
)
def test_a_batch_with_one_bad_organisation_founds_nothing(
    district: District, standing: dict[str, Row], different, field, code
):
    good = an_organisation("party_branch", standing["general"], {"id": district.ids["second"]})
    bad = good | {"id": new_id()} | different
    told = district.officer.refused("POST", BATCH, {"organisations": [good, bad]})
    assert told.code == code
    assert f"organisations.1.{field}" in told.named
    assert district.officer.all(ORGANISATIONS, area_id=district.ids["second"]) == []


def test_an_organisation_is_changed_and_closed_by_who_has_seen_it(
    district: District, standing: dict[str, Row]
):
    path = f"{ORGANISATIONS}/{standing['group']['id']}"
    assert district.officer.refused("PATCH", path, {"name": "x"}).code == "IfMatchMissing"
    changed = district.officer.ask("PATCH", path, {"name": "第一党小组"}, match=etag_of(1)).json()
    assert (changed["name"], changed["version"]) == ("第一党小组", 2)
    stale = district.officer.refused("PATCH", path, {"name": "x"}, match=etag_of(1))
    assert (stale.status, stale.code) == (412, "StaleVersion")
    branch = f"{ORGANISATIONS}/{standing['branch']['id']}/close"
    told = district.officer.refused("POST", branch, {"on": "2023-01-08"}, match=etag_of(1))
    assert (told.status, told.code, told.values["below"]) == (409, "OrganisationHasBelow", 1)
    district.officer.do(f"{path}/close", {"on": "2023-01-08"}, match=etag_of(2))
    assert district.officer.do(branch, {"on": "2023-01-08"}, match=etag_of(1))["closed_on"] == "2023-01-08"
    late = an_organisation("party_group", standing["branch"], {"id": district.ids["lane"]})
    told = district.officer.refused("POST", BATCH, {"organisations": [late]})
    assert (told.status, told.code) == (409, "ParentOrganisationClosed")


def test_nobody_is_a_member_twice_on_one_day(district: District, standing: dict[str, Row]):
    person = {"id": new_id(), "display_name": "江立春"}
    district.officer.do("/v1/staff/batch", {"staff": [person]})
    path = f"{ORGANISATIONS}/{standing['general']['id']}/members"
    member = {"id": new_id(), "staff_id": person["id"], "capacity": "part_time_member"}
    member |= {"valid_from": "2022-01-01", "valid_to": "2023-01-01"}
    told = district.officer.refused("POST", path, {"members": [member]}, match=etag_of(1))
    assert (told.code, *told.named) == ("DepartmentMissing", "members.0.department")
    member |= {"department": "县教育局"}
    district.officer.do(path, {"members": [member]}, match=etag_of(1))
    again = member | {"id": new_id(), "valid_from": "2022-12-31", "valid_to": None}
    told = district.officer.refused("POST", path, {"members": [again]}, match=etag_of(2))
    assert (told.status, told.code) == (409, "AlreadyMember")
    district.officer.do(path, {"members": [again | {"valid_from": "2023-01-01"}]}, match=etag_of(2))
    assert [each["id"] for each in district.officer.all(path, on="2022-12-31")] == [member["id"]]


def test_a_district_names_its_own_kinds_from_a_day_on(district: District):
    [preset] = district.officer.read(KINDS)["editions"]
    club = {"key": "tea_club", "name_zh": "茶友会", "name_en": "tea club", "area_kinds": ["base"]}
    body = {"valid_from": "2190-01-01", "kinds": [*preset["kinds"], club]}
    body |= {"capacities": preset["capacities"]}
    secretary = district.somebody("community_secretary", "community")
    assert secretary.refused("PUT", KINDS, body, match=etag_of(0)).status == 403
    written = district.officer.ask("PUT", KINDS, body, match=etag_of(0)).json()
    assert [len(edition["kinds"]) for edition in written["editions"]] == [8, 9]
    new = an_organisation("tea_club", None, {"id": district.ids["first"]})
    told = district.officer.refused("POST", BATCH, {"organisations": [new]})
    assert told.code == "OrganisationKindUnknown"


def test_organisations_go_where_their_area_goes(district: District, standing: dict[str, Row]):
    known = [district.officer.read(f"/v1/areas/{district.ids[name]}") for name in ("lane", "court")]
    lane, court = ({"area_id": each["id"], "seen_version": each["version"]} for each in known)
    district.officer.do("/v1/areas/merge", {"sources": [lane], "target": court})
    moved = district.officer.read(f"{ORGANISATIONS}/{standing['group']['id']}")
    assert (moved["area_id"], moved["version"]) == (district.ids["court"], 2)
    assert by_kind(district.officer.read(TOTALS, area_id=district.ids["court"])) == {"party_group": 1}
