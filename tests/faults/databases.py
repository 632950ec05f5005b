"""What only the services' own databases tell: readings written down, events still on their way."""

from typing import Any

from sqlalchemy import create_engine, text

from deploy.linli.services import SERVICES
from tests.house import House

READINGS = text("SELECT request_id FROM audit WHERE kind = 'read'")
UNPUBLISHED = text("SELECT id FROM outbox WHERE published_at IS NULL AND NOT unheard")


def audited_readings(house: House) -> set[str]:
    """By the id of the request that was answered."""
    return set(_of_all(house, READINGS))


def unpublished(house: House) -> list[str]:
    """Ids of events that no broker has confirmed: one that a dead relay had claimed is published again."""
    return _of_all(house, UNPUBLISHED)


def _of_all(house: House, query: Any) -> list[str]:
    return [id for service in SERVICES for id in _of_service(house, service, query)]


def _of_service(house: House, service: str, query: Any) -> list[str]:
    engine = create_engine(_address(house).replace("{service}", service))
    try:
        with engine.connect() as connection:
            return [id for (id,) in connection.execute(query)]
    finally:
        engine.dispose()


def _address(house: House) -> str:
    """Of the owner, who sees every district; of a file that this process never changes."""
    if house.profile == "embedded":
        return f"sqlite:///file:{house.settings['data_dir']}/{{service}}.db?mode=ro&uri=true"
    return str(house.settings["database"]["owner"])
