"""The kinds that a district begins with: the Party's tree (S2.53, S3.18) and the association's."""

from datetime import date

from services.grids.organisations.domain.kinds import Capacity, KindEdition, OrganisationKind

GRIDS = ("general_total", "base", "exclusive", "grid", "neighbourhood", "estate", "group")
SMALLEST = ("micro", "building_group", "lane")
COURTS = ("estate", "courtyard")

PARTY = (
    OrganisationKind("party_county", "县委", "county Party committee", area_kinds=("county",)),
    OrganisationKind(
        "party_township",
        "街道党工委（大工委）",
        "subdistrict Party working committee",
        "party_county",
        ("township",),
    ),
    OrganisationKind(
        "party_community", "社区大党委", "community general Party committee", "party_township", ("community",)
    ),
    OrganisationKind(
        "party_branch", "网格（小区）党支部", "grid or estate Party branch", "party_community", GRIDS, COURTS
    ),
    OrganisationKind(
        "party_group",
        "楼栋（微网格）党小组",
        "building or micro-grid Party group",
        "party_branch",
        SMALLEST,
        ("building", "courtyard", "residents_group"),
    ),
)
ASSOCIATION = (
    OrganisationKind(
        "association",
        "计生协",
        "family-planning association",
        area_kinds=("county", "township", "community"),
    ),
    OrganisationKind(
        "association_branch",
        "计生协分会",
        "association branch",
        "association",
        ("community", *GRIDS),
        COURTS,
    ),
    OrganisationKind(
        "association_group",
        "计生协小组",
        "association group",
        "association_branch",
        (*GRIDS, *SMALLEST),
        ("building", *COURTS, "residents_group"),
    ),
)
CAPACITIES = (
    Capacity("secretary", "书记", "secretary"),
    Capacity("deputy_secretary", "副书记", "deputy secretary"),
    Capacity("leader", "负责人", "leader"),
    Capacity("committee_member", "委员", "committee member"),
    Capacity("part_time_member", "兼职委员", "part-time committee member", from_department=True),
    Capacity("member", "成员", "member"),
)
PRESET = KindEdition(0, date(1900, 1, 1), (*PARTY, *ASSOCIATION), CAPACITIES)
