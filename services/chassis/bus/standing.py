"""Whether whoever asked for a job may still do so, though it has waited longer than any token lives (D13)."""

from services.chassis.bus.foundation import Foundation
from services.chassis.bus.remote import call_as_service
from services.chassis.caller import Caller
from services.chassis.errors import PermissionMissing

WITH_GRANTS = frozenset({"person", "key"})


def must_stand(foundation: Foundation, caller: Caller, permission: str) -> None:
    """Raises PermissionMissing, and what a call to another service does."""
    granting = foundation.granting
    if granting is None or caller.kind not in WITH_GRANTS:
        return
    asked = {"principal": caller.name}
    found = call_as_service(foundation, caller.granted_in, granting, "find_standing", asked)
    if found["grants_version"] > caller.version:
        raise PermissionMissing(permission=permission)
