"""Which readings of personal data are written down, straight from the services' databases."""

from sqlalchemy import create_engine, text

from deploy.linli.services import SERVICES
from tests.house import House

READINGS = text("SELECT request_id FROM audit WHERE kind = 'read'")


def audited_readings(house: House) -> set[str]:
    """By the id of the request that was answered."""
    return {id for service in SERVICES for id in _of_service(house, service)}


def _of_service(house: House, service: str) -> list[str]:
    engine = create_engine(_address(house).replace("{service}", service))
    try:
        with engine.connect() as connection:
            return [id for (id,) in connection.execute(READINGS)]
    finally:
        engine.dispose()


def _address(house: House) -> str:
    """Of the owner, who sees every district; of a file that this process never changes."""
    if house.profile == "embedded":
        return f"sqlite:///file:{house.settings['data_dir']}/{{service}}.db?mode=ro&uri=true"
    return str(house.settings["database"]["owner"])
