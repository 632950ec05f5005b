"""Demo tokens, one a role: of the sample only, new at each start."""

from dataclasses import dataclass
from datetime import timedelta

from deploy.linli.token import signed
from deploy.sample.ground import COMMUNITY, GENERAL_TOTAL, LOCAL, STATISTICS, base_code, micro_code
from deploy.sample.ids import DISTRICT, area_id, resident_id
from deploy.sample.people import duties
from services.chassis.caller import Grant, PrincipalKind
from services.chassis.settings import Settings

LIFETIME = timedelta(hours=12)
COMMUNITY_ID = area_id(STATISTICS, COMMUNITY)
BASE_ID = area_id(LOCAL, base_code(1))
MICRO_ID = area_id(LOCAL, micro_code(1, 1))
OTHERS = {
    "member": COMMUNITY_ID,
    "volunteer": COMMUNITY_ID,
    "group_leader": MICRO_ID,
    "grouping_leader": MICRO_ID,
    "care_worker": COMMUNITY_ID,
    "mediator": COMMUNITY_ID,
    "township_officer": None,
    "association_officer": None,
    "department_officer": None,
    "system_administrator": None,
    "security_administrator": None,
    "audit_administrator": None,
}
"""Where the other roles count; None is the whole district."""


@dataclass(frozen=True)
class Demo:
    """A role and the area it is for; None is the whole district."""

    role: str
    kind: PrincipalKind
    principal: str
    area_id: str | None = None

    @property
    def grants(self) -> list[Grant]:
        return [] if self.kind == "operator" else [Grant(self.role, self.area_id)]


def demos() -> list[Demo]:
    """Those on duty in the sample are themselves; the others are nobody in particular."""
    staff = {duty.area_id: duty.staff_id for duty in duties()}
    others = [Demo(role, "person", role.replace("_", "-"), area_id) for role, area_id in OTHERS.items()]
    return [
        Demo("district_officer", "person", "district-officer"),
        Demo("community_secretary", "person", staff[area_id(LOCAL, GENERAL_TOTAL)], COMMUNITY_ID),
        Demo("grid_worker", "person", staff[BASE_ID], BASE_ID),
        Demo("micro_grid_worker", "person", staff[MICRO_ID], MICRO_ID),
        Demo("chief", "person", staff[area_id(LOCAL, GENERAL_TOTAL)], area_id(LOCAL, GENERAL_TOTAL)),
        Demo("resident", "person", resident_id(1), COMMUNITY_ID),
        *others,
        Demo("platform_key", "key", "platform-1"),
        Demo("operator", "operator", "operator-1"),
    ]


def demo_tokens(settings: Settings) -> dict[str, str]:
    """By role. Raises KeyFileUnusable."""
    return {
        demo.role: signed(settings, demo.kind, demo.principal, DISTRICT, demo.grants, LIFETIME)
        for demo in demos()
    }
