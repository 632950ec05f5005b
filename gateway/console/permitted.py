"""What a caller is shown: an action only where one of their roles holds its permission.

The services decide again; nothing is let through here.
"""

from datetime import datetime

from gateway.contracts import Contracts
from gateway.operations import EACH
from services.chassis.caller import Caller
from services.chassis.roles import Roles


class Permitted:
    def __init__(self, contracts: Contracts, roles: Roles) -> None:
        self._contracts, self._roles = contracts, roles

    def may(self, caller: Caller, rpc: str, now: datetime) -> bool:
        """`rpc` as routes name it. Raises ContractMissing."""
        return not self._roles.scope(caller, self._permission(rpc), now).is_empty

    def may_everywhere(self, caller: Caller, rpc: str, now: datetime) -> bool:
        """In the whole district, and not in some areas alone."""
        return self._roles.scope(caller, self._permission(rpc), now).area_ids is None

    def services_with(self, method: str) -> list[str]:
        return sorted(self._contracts.everywhere(method))

    def _permission(self, rpc: str) -> str:
        if rpc.startswith(EACH):
            return next(iter(self._contracts.everywhere(rpc.removeprefix(EACH)).values())).permission
        return self._contracts.rpc(rpc).permission
