"""The settings files of test houses: free ports, a folder of their own, small pools."""

from pathlib import Path
from typing import Any

from deploy.linli.services import GATEWAY, SERVICES
from tests.processes import free_port
from tests.servers import PostgreSql

ROLES = ("owner", "app", "work")
PASSWORD = "for-tests-only"
# Counted like everywhere, and met by nobody: few principals ask thousands of times a second here.
MANY = {"reading": "1000000/1", "writing": "1000000/1", "heavy": "1000000/1"}


def embedded_settings(folder: Path) -> dict[str, Any]:
    """One process named `up`."""
    return _common(folder, "up") | {"broker": {"uri": f"embedded://{folder.name}"}}


def production_settings(folder: Path, rabbitmq: str, postgresql: PostgreSql) -> dict[str, Any]:
    """A process per service and the gateway."""
    return _common(folder, *SERVICES, GATEWAY) | {
        "broker": {"uri": rabbitmq},
        "database": {role: postgresql.url_of(f"{{service}}_{role}", PASSWORD, "{service}") for role in ROLES}
        | {"backup": postgresql.admin_url},
    }


def _common(folder: Path, *processes: str) -> dict[str, Any]:
    return {
        "profile": "production",
        "data_dir": str(folder / "data"),
        "keys_dir": str(folder / "keys"),
        "http": {"port": free_port(), "address_connections": 1000},
        "rates": {
            "person": MANY,
            "key": MANY,
            "district": MANY,
            "address": {**MANY, "refused_token": "1000000/1"},
        },
        "limits": {"bulk_p95": 60, "bulk_share": 1},  # whoever waits for a job asks for it all the time
        "probe": {"ports": {name: free_port() for name in processes}},
        "log_level": "INFO",
    }
