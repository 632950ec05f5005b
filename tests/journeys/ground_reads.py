"""The ground of a district whose every thing is read."""

from services.chassis.ids import new_id
from tests.journeys.area_sheets import Sheets
from tests.journeys.area_sheets import as_csv as sheet_of
from tests.journeys.district import District, etag_of
from tests.journeys.estates import begun_estate
from tests.journeys.outlines import draw, square


def of_ground(here: District) -> dict[str, str]:
    sheets = Sheets(here, here.officer)
    draw(here, "lane", square(104.0, 30.6, 0.1))
    return {
        "place_id": _place(here),
        "place_kind": "science_hut",
        "token": _label(here),
        **_organisations(here),
        **_work(here),
        "candidate_id": _candidate(here),
        "lon": "104.05",
        "lat": "30.65",
        "area_import_id": sheets.imported(sheet_of([]))["id"],
        "sheet_id": sheets.asked("community")["id"],
        "estate_import_id": begun_estate(here)["id"],
        **_houses(here),
    }


def _place(here: District) -> str:
    hut = {"id": new_id(), "area_id": here.ids["lane"], "kind": "science_hut", "name": "科普小屋"}
    here.officer.do("/v1/places/batch", {"places": [hut | {"opened_on": "2023-01-01"}]})
    return hut["id"]


def _organisations(here: District) -> dict[str, str]:
    """An association with a branch, and a group in the lane with a member; the Party has none there."""
    ids, above = [new_id() for _ in range(3)], None
    kinds = ("association", "association_branch", "association_group")
    founded = []
    for id, kind, area in zip(ids, kinds, ("community", "first", "lane"), strict=True):
        its = {"id": id, "kind": kind, "name": kind, "parent_id": above, "area_id": here.ids[area]}
        founded.append(its | {"founded_on": "2020-07-01"})
        above = id
    here.officer.do("/v1/organisations/batch", {"organisations": founded})
    person = {"id": new_id(), "display_name": "秦小雨"}
    here.officer.do("/v1/staff/batch", {"staff": [person]})
    member = {"id": new_id(), "staff_id": person["id"], "capacity": "leader", "valid_from": "2023-01-01"}
    path = f"/v1/organisations/{ids[-1]}/members"
    here.officer.do(path, {"members": [member]}, match=etag_of(1))
    return {
        "organisation_id": ids[-1],
        "organisation_kind": kinds[-1],
        "membership_id": member["id"],
        "party_kind": "party_group",
        "micro_kind": "micro",
    }


def _candidate(here: District) -> str:
    zhao = {"id": new_id(), "area_id": here.ids["lane"], "name": "赵冬至", "tags": ["building_leader"]}
    here.officer.do("/v1/candidates/batch", {"candidates": [zhao]})
    return str(zhao["id"])


def _work(here: District) -> dict[str, str]:
    """The only work of that year."""
    person = {"id": new_id(), "display_name": "秦小雨"}
    here.officer.do("/v1/staff/batch", {"staff": [person]})
    done = {"duty_class": "emergency", "done_on": "2019-07-01", "staff_id": person["id"], "text": "转移人员"}
    entry = here.officer.do("/v1/work-entries", {"area_id": here.ids["lane"], **done})
    return {"entry_id": entry["id"], "duty_month": "2019-07", "work_year": "2019"}


def _label(here: District) -> str:
    lane = {"kind": "area", "target_id": here.ids["lane"]}
    [label] = here.officer.do("/v1/labels/batch", {"targets": [lane]})["items"]
    return str(label["token"])


def _houses(here: District) -> dict[str, str]:
    """One that is given and in a courtyard, and one that lies in no grid."""
    [building] = here.officer.all("/v1/buildings", community_id=here.ids["community"])
    bare = {"id": new_id(), "name": "2栋", "units": 1, "floors": 1, "rooms_per_floor": 1}
    estate = {"community_id": here.ids["community"], "estate": "安居苑", "buildings": [bare]}
    here.officer.do("/v1/buildings/batch", estate)
    units = [{"building_id": building["id"], "first": 1, "last": 1}]
    yard = {"id": new_id(), "kind": "courtyard", "name": "东院", "units": units}
    here.officer.do("/v1/groupings/batch", {"community_id": here.ids["community"], "groupings": [yard]})
    homes = here.officer.all(f"/v1/buildings/{building['id']}/dwellings")
    home = next(each["id"] for each in homes if each["area_id"] == here.ids["lane"])
    names = {"building_id": building["id"], "dwelling_id": home}
    return names | {"bare_id": bare["id"], "grouping_id": yard["id"]}
