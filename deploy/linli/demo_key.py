"""A platform's key of the sample, new at each start like the demo tokens, and over when they are."""

from deploy.linli.demo import COMMUNITY_ID, LIFETIME
from deploy.sample.api import Api
from services.chassis.clock import SystemClock
from services.chassis.ids import new_id


def demo_key(api: Api) -> str:
    """Its secret. Raises ApiRefused."""
    until = SystemClock().now() + LIFETIME
    body = {
        "name": "演示平台",
        "type": "live",
        "roles": ["platform_cases"],
        "area_id": COMMUNITY_ID,
        "valid_until": until.isoformat(),
        "reason": "供试用时调用接口",
    }
    return str(api.post("/v1/platform-keys", body, key=new_id())["secret"])
