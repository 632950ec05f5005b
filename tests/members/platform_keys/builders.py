"""A platform's key in a house of members, asked for as administrators and the gateway do."""

from datetime import timedelta
from typing import Any

from services.chassis import wire
from services.chassis.platform_secret import hash_of
from tests.members.builders import NOW, id_of
from tests.members.house import House

LATER = NOW + timedelta(days=30)
REASON = "接入十二三四五热线平台"


def made(house: House, name: str = "hotline", **different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": id_of(name),
        "name": "热线平台",
        "type": "live",
        "roles": ["platform_cases"],
        "valid_until": LATER.isoformat(),
        "reason": REASON,
    }
    key: dict[str, Any] = house.ask("make_key", **usual | different)
    return key


def rotated(house: House, name: str = "hotline", seen: int = 1, **how: Any) -> dict[str, Any]:
    key: dict[str, Any] = house.ask("rotate_key", key_id=id_of(name), seen_version=seen, **how)
    return key


def ended(house: House, name: str = "hotline", seen: int = 1) -> dict[str, Any]:
    key: dict[str, Any] = house.ask("end_key", key_id=id_of(name), seen_version=seen)
    return key


def opened(house: House, secret: str, name: str = "hotline", **asked: Any) -> dict[str, Any]:
    """As the gateway asks; `token` is what it would say: district, kind, id, grants and version."""
    told: dict[str, Any] = house.ask("open_key", key_id=id_of(name), secret_hash=hash_of(secret), **asked)
    return told | {"token": wire.loads(told["token"])}
