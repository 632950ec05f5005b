"""The sample's register, 30,787 rows, brought in while something goes wrong."""

from sqlalchemy import text

from deploy.sample.api import Api
from deploy.sample.load_register import (
    COMMUNITY_ID,
    FILE_NAME,
    SampleNotLoaded,
    enter_buildings,
    followed,
    wait_until_known,
)
from deploy.sample.register import as_csv
from services.chassis.ids import new_id
from tests.faults.databases import opened
from tests.faults.stage import Scene

STATE = text("SELECT state FROM jobs WHERE id = :id")


class Importing:
    """Begun when it is made."""

    def __init__(self, scene: Scene) -> None:
        self._house = scene.house
        self._api = Api(scene.house.url, scene.house.passes.token("operator", kind="operator"))
        enter_buildings(self._api)
        wait_until_known(self._api)
        sent = self._api.send_file(as_csv(), FILE_NAME)
        body = {"id": new_id(), "community_id": COMMUNITY_ID, "file": sent["file"], "file_name": FILE_NAME}
        self.job_id: str = self._api.post("/v1/register-imports", body, key=new_id())["job_id"]

    def is_done(self) -> bool:
        """Asked of the database, so that nobody else need be there."""
        with opened(self._house, "members") as connection:
            return connection.execute(STATE, {"id": self.job_id.partition(".")[2]}).scalar() == "done"

    def follow(self) -> None:
        """To its end, over HTTP. Raises SampleNotLoaded."""
        job = followed(self._api, self.job_id, lambda _: None)
        if job["state"] != "done":
            raise SampleNotLoaded(job["state"])

    def rows(self) -> int:
        """So many have been looked at."""
        return int(self._api.get(f"/v1/jobs/{self.job_id}")["done"])

    def break_off(self) -> None:
        """Whatever has come in by then stays. Raises SampleNotLoaded where it did not end as it should."""
        self._api.post(f"/v1/jobs/{self.job_id}/cancel", {}, key=new_id())
        job = followed(self._api, self.job_id, lambda _: None)
        if job["state"] not in ("done", "cancelled"):
            raise SampleNotLoaded(job["state"])
