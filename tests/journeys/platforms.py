"""Another system with a key of a district: how it is made, and what it asks with its secret."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.journeys.district import District, Row

REASON = "接入十二三四五热线平台"


def making(**different: Any) -> Row:
    """What is sent to make one."""
    usual: Row = {
        "name": "热线平台",
        "type": "live",
        "roles": ["platform_cases"],
        "valid_until": (datetime.now(UTC) + timedelta(days=30)).isoformat(),
        "reason": REASON,
    }
    return usual | different


def a_key(here: District, **different: Any) -> Row:
    made: Row = here.somebody("security_administrator").do("/v1/platform-keys", making(**different))
    return made


def asks(
    here: District,
    secret: str,
    path: str = "/v1/cases",
    body: Any = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """A GET, or a POST where it has a body."""
    named = {"Authorization": f"Bearer {secret}", **(headers or {})}
    return here.officer.ask("GET" if body is None else "POST", path, body, headers=named)


def why(answer: httpx.Response) -> str:
    assert answer.status_code == 401, answer.text
    return str(answer.json()["values"]["reason"])
