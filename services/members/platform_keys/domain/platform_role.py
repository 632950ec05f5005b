"""Which roles a platform key may have; no person, service or operator has one of them."""

from enum import StrEnum


class PlatformRole(StrEnum):
    """What each may do is `services/chassis/roles.json`."""

    KEY = "platform_key"
    CASES = "platform_cases"
    RESIDENTS = "platform_residents"
