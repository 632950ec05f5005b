"""docs/permissions.md: who may do what, made from the contracts and the roles."""

from collections.abc import Iterable, Mapping
from typing import Any

HEAD = """# Permissions

Made by `make contracts` from the contracts and `services/chassis/roles.json`; nobody writes it by hand.
A role counts in the subtree of the area that it was granted for; services and operators have theirs in the
whole district.
"""


def page_of(contracts: Iterable[Mapping[str, Any]], roles: Mapping[str, Iterable[str]]) -> str:
    """By permission: what asks for it, and which roles hold it; then by role."""
    asking: dict[str, list[str]] = {}
    for contract in contracts:
        for method, rpc in contract["rpcs"].items():
            asking.setdefault(rpc["permission"], []).append(f"{contract['service']}.{method}")
    rows = [
        f"| `{permission}` | {_listed(asking[permission])} | {', '.join(_holders(permission, roles))} |"
        for permission in sorted(asking)
    ]
    table = ["## By permission", "", "| permission | asked for by | held by |", "|---|---|---|", *rows]
    by_role = [f"- **{role}**: {_listed(sorted(roles[role]))}" for role in sorted(roles)]
    return "\n".join([HEAD, *table, "", "## By role", "", *by_role, ""])


def _holders(permission: str, roles: Mapping[str, Iterable[str]]) -> list[str]:
    return sorted(role for role, held in roles.items() if permission in held)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
