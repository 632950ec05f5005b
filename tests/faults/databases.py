"""What only the services' own databases tell: readings written down, events on their way or applied again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy import Connection, create_engine, text

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
    found = []
    for service in SERVICES:
        with opened(house, service) as connection:
            found += [id for (id,) in connection.execute(query)]
    return found


@contextmanager
def opened(house: House, service: str, mode: Literal["ro", "rw"] = "ro") -> Iterator[Connection]:
    """As the owner, who sees every district. A file is changed (`rw`) only while nobody else has it open."""
    if house.profile == "embedded":
        address = f"sqlite:///file:{house.settings['data_dir']}/{service}.db?mode={mode}&uri=true"
    else:
        address = str(house.settings["database"]["owner"]).replace("{service}", service)
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
