"""A district with one thing of each kind in its lane, and how each is read: alone, and in lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, a_code, an_area, etag_of
from tests.journeys.ground_reads import of_ground
from tests.journeys.meals import checked, enrolled, founded
from tests.journeys.platforms import a_key
from tests.journeys.registers import Community, a_person, as_csv
from tests.processes import wait_until

WITHIN = 20.0


@dataclass(frozen=True)
class Read:
    """`role` sees `thing` from `own` and not from `sibling`; `path` and `query` name things of the world."""

    route: str
    thing: str
    role: str = "micro_grid_worker"
    own: str = "lane"
    sibling: str = "court"
    query: Mapping[str, str] = field(default_factory=dict)
    path: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_alone(self) -> bool:
        """One thing by its id, or a part of it."""
        return "{" in self.route


READS = [
    Read("GET /v1/areas/{area_id}", "area_id"),
    Read("GET /v1/areas/{area_id}/children", "unit_id", own="first", sibling="second"),
    Read("GET /v1/areas/{area_id}/subtree", "area_id"),
    Read("GET /v1/areas/{area_id}/changes", "area_id"),
    Read("GET /v1/areas/{area_id}/then", "area_id"),
    Read("GET /v1/areas/{area_id}/counts", "area_id"),
    Read("GET /v1/areas/{area_id}/counts/report", "area_id"),
    Read("GET /v1/areas/{area_id}/shape", "area_id"),
    Read("GET /v1/areas/{area_id}/shape-report", "area_id"),
    Read("GET /v1/areas/at", "area_id", query={"lon": "lon", "lat": "lat"}),
    Read("GET /v1/areas/tops", "area_id"),
    Read("GET /v1/areas/{area_id}/holder", "area_id"),
    Read("GET /v1/areas/{area_id}/staffing", "area_id"),
    Read("GET /v1/areas/{area_id}/age-profile", "area_id"),
    Read("GET /v1/areas/{area_id}/responsible", "area_id"),
    Read("GET /v1/dwellings/{dwelling_id}/responsible", "area_id"),
    Read("GET /v1/areas", "area_id", query={"name_prefix": "name"}),
    Read(
        "GET /v1/areas/resolve", "coded_id", own="first", sibling="second",
        query={"scheme": "scheme", "code": "code", "date": "day"},
    ),
    Read("GET /v1/buildings", "building_id", sibling="yard", query={"community_id": "community_id"}),
    Read("GET /v1/buildings/{building_id}", "building_id", sibling="yard"),
    Read("GET /v1/buildings/{building_id}/dwellings", "area_id", sibling="yard"),
    Read("GET /v1/appointments", "appointment_id", query={"area_id": "area_id"}),
    Read("GET /v1/appointments/{appointment_id}", "appointment_id"),
    Read("GET /v1/held-appointments", "appointment_id", query={"staff_id": "holder_id"}),
    Read("GET /v1/places", "place_id"),
    Read("GET /v1/places/{place_id}", "place_id"),
    Read("GET /v1/places/totals", "place_kind", query={"area_id": "area_id"}),
    Read("GET /v1/organisations", "organisation_id", query={"area_id": "area_id"}),
    Read("GET /v1/organisations/{organisation_id}", "organisation_id"),
    Read("GET /v1/organisations/{organisation_id}/members", "membership_id"),
    Read("GET /v1/organisations/totals", "organisation_kind", query={"area_id": "area_id"}),
    Read("GET /v1/organisations/upward", "organisation_id", query={"area_id": "area_id"}),
    Read(
        "GET /v1/organisations/coverage", "unit_id",
        query={"area_id": "area_id", "kind": "party_kind", "area_kind": "micro_kind"},
    ),
    Read("GET /v1/candidates", "candidate_id", role="chief", query={"area_id": "area_id"}),
    Read("GET /v1/candidates/{candidate_id}", "candidate_id", role="chief"),
    Read("GET /v1/work-entries", "entry_id", query={"area_id": "area_id"}),
    Read("GET /v1/work-entries/{entry_id}", "entry_id"),
    Read("GET /v1/work-entries/totals", "duty_month", query={"area_id": "area_id", "year": "work_year"}),
    Read("GET /v1/labels", "token", query={"area_id": "area_id"}),
    Read("GET /v1/labels/{token}", "token"),
    Read("GET /v1/label-sheets", "token", query={"area_id": "area_id"}),
    Read(
        "GET /v1/areas/{area_id}/coverage", "bare_id", "community_secretary", "community", "lane",
        path={"area_id": "community_id"},
    ),
    Read(
        "GET /v1/groupings", "grouping_id", "community_secretary", "community", "lane",
        {"community_id": "community_id"},
    ),
    Read(
        "GET /v1/held-groupings", "grouping_id", "community_secretary", "community", "lane",
        {"staff_id": "holder_id"},
    ),
    Read("GET /v1/groupings/{grouping_id}", "grouping_id", "community_secretary", "community", "lane"),
    Read("GET /v1/groupings/{grouping_id}/units", "building_id", "community_secretary", "community", "lane"),
    Read(
        "GET /v1/estate-imports", "estate_import_id", "community_secretary", "community", "lane",
        {"community_id": "community_id"},
    ),
    Read(
        "GET /v1/estate-imports/{estate_import_id}", "estate_import_id", "community_secretary", "community",
        "lane",
    ),
    Read("GET /v1/posts", "area_id", query={"area_id": "area_id"}),
    Read("GET /v1/cases", "case_id"),
    Read("GET /v1/cases/{case_id}", "case_id"),
    Read("GET /v1/messages", "message_id"),
    Read("GET /v1/messages/{message_id}", "message_id"),
    Read("GET /v1/residents", "resident_id", query={"area_id": "area_id"}),
    Read("GET /v1/residents/{resident_id}", "resident_id"),
    Read("GET /v1/residents/{resident_id}/meal-eligibility", "resident_id"),
    Read("GET /v1/households/{household_id}", "household_id"),
    Read("GET /v1/grants", "grant_id", "security_administrator"),
    Read("GET /v1/grants/{grant_id}", "grant_id", "security_administrator"),
    Read("GET /v1/platform-keys", "key_id", "security_administrator"),
    Read("GET /v1/platform-keys/{key_id}", "key_id", "security_administrator"),
    Read(
        "GET /v1/register-imports", "import_id", "community_secretary", "community", "lane",
        {"community_id": "community_id"},
    ),
    Read("GET /v1/register-imports/{import_id}", "import_id", "community_secretary", "community", "lane"),
    Read(
        "GET /v1/area-imports", "area_import_id", "community_secretary", "community", "lane",
        {"area_id": "community_id"},
    ),
    Read(
        "GET /v1/area-imports/{area_import_id}", "area_import_id", "community_secretary", "community", "lane"
    ),
    Read("GET /v1/area-sheets/{sheet_id}", "sheet_id", "community_secretary", "community", "lane"),
    Read("GET /v1/meal-cards", "card_id", query={"area_id": "area_id"}),
    Read("GET /v1/meal-cards/{card_id}", "card_id"),
    Read("GET /v1/meal-cards/{card_id}/meals", "meal_id"),
]  # fmt: skip
OF_THE_DISTRICT = {
    "GET /v1/staff": "people on duty are public",
    "GET /v1/place-kinds": "one list for the whole district",
    "GET /v1/city-apps": "one list for the whole district",
    "GET /v1/candidate-tags": "one list for the whole district",
    "GET /v1/duty-classes": "the same in every district",
    "GET /v1/organisation-kinds": "one list for the whole district",
    "GET /v1/labels/{token}/image": "a picture of what the label's own route shows",
    "GET /v1/estate-imports/{estate_import_id}/bad-rows": "a file, which has no id",
    "GET /v1/estate-sheets/template": "an empty form",
    "GET /v1/grouping-kinds": "one list for the whole district",
    "GET /v1/staff/{staff_id}": "people on duty are public",
    "GET /v1/code-schemes": "one register for the whole district",
    "GET /v1/divisions": "the same in every district",
    "GET /v1/divisions/resolve": "the same in every district",
    "GET /v1/divisions/count": "the same in every district",
    "GET /v1/divisions/rolled-up": "the same in every district",
    "GET /v1/level-schemes": "one for the whole district",
    "GET /v1/level-schemes/presets": "the same in every district",
    "GET /v1/meal-programme": "one for the whole district",
    "GET /v1/post-roles": "one for the whole district",
    "GET /v1/templates/{template_key}": "one for the whole district",
    "GET /v1/jobs/{job_id}": "whoever asked for it sees it, from anywhere",
    "GET /v1/register-imports/{import_id}/bad-rows": "whoever asked for it gets a file, which has no id",
    "GET /v1/area-imports/{area_import_id}/bad-rows": "a file, which has no id",
    "GET /v1/area-sheets/{sheet_id}/file": "a file, which has no id",
    "GET /v1/operator/status": "for whoever runs the system",
    "GET /v1/operator/{service}/jobs": "for whoever runs the system",
    "GET /v1/audit/{service}": "for whoever is granted the whole district's",
    "GET /v1/operator/{service}/events": "for whoever runs the system",
}
"""Routes that no area bounds, and why."""


def world_of(here: District) -> dict[str, str]:
    """Names of things, and words that find them."""
    holder, case, code = here.appoint("lane"), here.closed(here.register()), a_code()
    coded = an_area("micro", here.ids["first"], codes=[code])
    here.officer.do("/v1/areas/batch", {"areas": [coded]})
    community = Community.built(here)
    done = community.imported(as_csv([a_person(9)]))
    [resident] = community.residents()
    card = _card(here, resident["id"])
    here.officer.do(f"/v1/meal-cards/{card['id']}/meals", {"meals": ["lunch"]})
    [meal] = here.officer.all(f"/v1/meal-cards/{card['id']}/meals")
    [appointed] = here.officer.all("/v1/appointments", area_id=here.ids["lane"])
    ground, grant = of_ground(here), _grant(here, holder)
    leads = {"id": new_id(), "staff_id": holder, "valid_from": "2026-01-01"}
    here.officer.do(f"/v1/groupings/{ground['grouping_id']}/holders", {"holders": [leads]}, match=etag_of(1))
    return {
        **ground,
        "area_id": here.ids["lane"],
        "appointment_id": appointed["id"],
        "holder_id": appointed["staff_id"],
        "unit_id": here.ids["lane"],
        "first_id": here.ids["first"],
        "name": "lane",
        "coded_id": coded["id"],
        "scheme": code["scheme"],
        "code": code["code"],
        "day": "2026-03-05",
        "community_id": here.ids["community"],
        "case_id": case["id"],
        "message_id": here.message_about(case)["id"],
        "resident_id": resident["id"],
        "household_id": resident["household_id"],
        "grant_id": grant,
        "key_id": a_key(here, area_id=here.ids["lane"])["id"],
        "import_id": done["id"],
        "card_id": card["id"],
        "meal_id": meal["id"],
    }


def _card(here: District, resident_id: str) -> Row:
    wait_until(lambda: founded(here), "the meal programme is written", WITHIN)
    knows = ("unknown_resident",)
    wait_until(lambda: checked(here, resident_id)["reason"] not in knows, "care knows them", WITHIN)
    return enrolled(here, resident_id)


def _grant(here: District, person_id: str) -> str:
    """The one that the post brings."""
    administrator = here.somebody("security_administrator")
    found: list[Row] = []

    def has_come() -> bool:
        found[:] = administrator.all("/v1/grants", person_id=person_id)
        return bool(found)

    wait_until(has_come, "the post has brought its grant", WITHIN)
    return str(found[0]["id"])
