"""Some of the sample's residents, by the import that offices use."""

from typing import Any

from deploy.sample.api import Api
from deploy.sample.load_register import COMMUNITY_ID, enter_buildings, wait_until_known
from deploy.sample.register import as_csv
from services.chassis.ids import new_id

FILE_NAME = "花名册.csv"


def first_rows(count: int) -> bytes:
    """The heading and so many people."""
    return b"".join(as_csv().splitlines(keepends=True)[: count + 1])


def import_people(api: Api, count: int) -> dict[str, Any]:
    """Begins the import of so many people, and tells of it."""
    enter_buildings(api)
    wait_until_known(api)
    sent = api.send_file(first_rows(count), FILE_NAME)
    body = {"community_id": COMMUNITY_ID, "file": sent["file"], "file_name": FILE_NAME}
    begun: dict[str, Any] = api.post("/v1/register-imports", body, key=new_id())
    return begun
