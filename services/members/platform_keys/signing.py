"""A token for who has shown a platform key's secret: for minutes, and never longer than the secret opens."""

from datetime import datetime
from typing import Any

from services.chassis.caller import Caller, Grant
from services.chassis.practice import practice_of
from services.chassis.tokens import TOKEN_LIFE, Issue
from services.members.platform_keys.domain.platform_key import KeyType
from services.members.platform_keys.use_cases.open_key import Opened


def opened_for(opened: Opened, caller: Caller, issue: Issue, now: datetime) -> dict[str, Any]:
    """A test key's token is for the practice district, whatever is asked with it."""
    key, until = opened.key, min(now + TOKEN_LIFE, opened.until)
    is_test = key.type is KeyType.TEST
    district = practice_of(caller.district) if is_test else caller.district
    grants = [Grant(role.value, key.area_id, opened.until) for role in key.roles]
    token = issue(district, key.id, grants, opened.version, now, kind="key", until=until)
    return {"token": token, "until": until, "networks": key.networks, "rates": key.rates}
