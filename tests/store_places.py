"""Where the tables of one service are in tests: a file, or its database in the cluster of the stores."""

from pathlib import Path

import pytest

from services.chassis.settings import DatabaseSettings
from services.chassis.storage.migrations import prepare_roles
from tests.house_settings import PASSWORD, ROLES
from tests.servers import PostgreSql


def addresses_on(kind: str, service: str, folder: Path, request: pytest.FixtureRequest) -> DatabaseSettings:
    """A database for `service`; `kind` is sqlite or postgresql."""
    if kind == "sqlite":
        address = f"sqlite:///{folder}/{{service}}.db"
        return DatabaseSettings(app=address, work=address, owner=address)
    server: PostgreSql = request.getfixturevalue("stores")
    prepare_roles(server.admin_url, service, dict.fromkeys(ROLES, PASSWORD))
    owner, app, work = (server.url_of(f"{service}_{role}", PASSWORD, service) for role in ROLES)
    return DatabaseSettings(app=app, work=work, owner=owner)
