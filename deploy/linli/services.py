"""The services of this house, and their classes, imported when one is to run."""

from importlib import import_module
from typing import Any

SERVICES = {
    "care": "services.care.service:CareService",
    "grids": "services.grids.service:GridsService",
    "members": "services.members.service:MembersService",
    "notify": "services.notify.service:NotifyService",
}
GATEWAY = "gateway"
GRANTING = "members"
"""It signs people's tokens, and tells which are called back."""


def service_class(name: str) -> type[Any]:
    module, _, attribute = SERVICES[name].partition(":")
    found: type[Any] = getattr(import_module(module), attribute)
    return found
