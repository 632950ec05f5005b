"""Which roles people may be granted, and which of them nobody holds together (三员分立)."""

from enum import StrEnum


class Role(StrEnum):
    """What each may do is `services/chassis/roles.json`; keys, services and operators are no people."""

    RESIDENT = "resident"
    MEMBER = "member"
    VOLUNTEER = "volunteer"
    GROUP_LEADER = "group_leader"
    GROUPING_LEADER = "grouping_leader"
    MICRO_GRID_WORKER = "micro_grid_worker"
    GRID_WORKER = "grid_worker"
    CHIEF = "chief"
    COMMUNITY_SECRETARY = "community_secretary"
    CARE_WORKER = "care_worker"
    MEDIATOR = "mediator"
    TOWNSHIP_OFFICER = "township_officer"
    DISTRICT_OFFICER = "district_officer"
    ASSOCIATION_OFFICER = "association_officer"
    DEPARTMENT_OFFICER = "department_officer"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})


def excludes(role: Role) -> frozenset[Role]:
    """Whoever holds one of these does not get the role: none of the three does another's work."""
    return ADMINISTRATORS - {role} if role in ADMINISTRATORS else frozenset()
