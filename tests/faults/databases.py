"""What only the services' own databases tell: readings written down, events on their way or applied again."""

from typing import Any

from sqlalchemy import create_engine, text

from deploy.linli.services import SERVICES
from tests.house import House

READINGS = text("SELECT request_id FROM audit WHERE kind = 'read'")
UNPUBLISHED = text("SELECT id FROM outbox WHERE published_at IS NULL AND NOT unheard")

APPLIED_AGAIN = text(
    """
    SELECT (SELECT count(*) FROM audit WHERE audit.action = inbox.handler) - count(*)
    FROM inbox WHERE state = 'done' GROUP BY handler
    """
)


def audited_readings(house: House) -> set[str]:
    """By the id of the request that was answered."""
    return set(_of_all(house, READINGS))


def unpublished(house: House) -> list[str]:
    """Ids of events that no broker has confirmed: one that a dead relay had claimed is published again."""
    return _of_all(house, UNPUBLISHED)


def applied_again(house: House) -> int:
    """Each handling leaves an audit row in its transaction: how many more there are than events handled."""
    return sum(max(int(more), 0) for more in _of_all(house, APPLIED_AGAIN))


def _of_all(house: House, query: Any) -> list[Any]:
    return [id for service in SERVICES for id in _of_service(house, service, query)]


def _of_service(house: House, service: str, query: Any) -> list[Any]:
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
