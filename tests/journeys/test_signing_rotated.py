"""Another pair signs people's and services' tokens while people work: nobody is refused for it."""

import os
import time
from functools import partial
from pathlib import Path
from threading import Event, Thread

import jwt
import pytest

from services.chassis.ids import new_id
from services.chassis.keyring import LOOK_EVERY, LOOK_FOR_UNKNOWN_EVERY, names_of
from services.chassis.signing import LOOK_EVERY as SIGNERS_LOOK_EVERY
from tests.chassis.two_pairs import has_lain
from tests.house import House
from tests.journeys.district import District
from tests.journeys.platforms import a_key, asks
from tests.processes import wait_until

SIGNERS = ("people", "service-gateway", "service-members", "linli")
WITHIN = LOOK_EVERY + 5.0


class Work:
    """A person with ever new tokens and a platform with ever the same secret, until told to stop."""

    def __init__(self, here: District) -> None:
        self._here, self._stopping = here, Event()
        self._secret = a_key(here)["secret"]
        self.statuses: list[int] = []
        self.kids: list[str] = []
        self._thread = Thread(target=self._go_on)

    def __enter__(self) -> "Work":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def token(self) -> str:
        return str(self._here.operator.do("/v1/tokens", {"person_id": new_id()})["token"])

    def status(self, token: str) -> int:
        """403: the house knows who it is, and they hold no grant."""
        asked = self._here.officer.get("/v1/cases", headers={"Authorization": f"Bearer {token}"})
        return asked.status_code

    def goes_on(self, beyond: int) -> bool:
        return len(self.kids) > beyond

    def _go_on(self) -> None:
        while not self._stopping.is_set():
            token = self.token()
            self.kids.append(kid_of(token))
            self.statuses += [self.status(token), asks(self._here, self._secret).status_code]


def kid_of(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


@pytest.fixture
def keys(house: House) -> Path:
    return house.folder / "keys"


def test_a_pair_is_rotated_while_people_work_and_nobody_is_refused(
    house: House, keys: Path, district: District
):
    former = {signer: names_of(keys, signer)[-1] for signer in SIGNERS}
    with Work(district) as work:
        before = work.token()
        for signer in SIGNERS:
            house.command("keys", "rotate-signing", signer)
        time.sleep(LOOK_FOR_UNKNOWN_EVERY)
        for signer in SIGNERS:
            has_lain(keys, names_of(keys, signer)[-1])
        newest = names_of(keys, "people")[-1]
        wait_until(lambda: newest in work.kids, "the newer pair signs", SIGNERS_LOOK_EVERY + 5)
        for _ in range(3):
            wait_until(partial(work.goes_on, len(work.kids) + 3), "work goes on", 10)
        with pytest.raises(RuntimeError, match="seconds more"):
            house.command("keys", "rotate-signing", "people", "--finish")
        assert work.status(before) == 403
        assert set(work.statuses) == {200, 403}
        assert set(work.kids) == {former["people"], newest}

        house.command("keys", "rotate-signing", "people", "--finish", "--now")
        wait_until(lambda: work.status(before) == 401, "the former pair counts no more", WITHIN)
        after = work.token()
        assert (kid_of(after), work.status(after)) == (newest, 403)
    assert "BAD" not in house.command("keys", "verify")
    assert f"{newest}\n" in house.command("keys", "verify")
    assert not os.path.exists(keys / f"{former['people']}.pub.pem")
