"""Members is asked in batches that it answers, and what it says is taken as it is."""

from typing import Any

import pytest

from services.chassis.errors import ServiceUnavailable
from services.notify.messages.contacts import AT_ONCE, MembersContacts
from services.notify.messages.use_cases.ports import Contact


class Members:
    """Knows everybody whose id is even."""

    def __init__(self, away: bool = False) -> None:
        self.asked: list[list[str]] = []
        self._is_away = away

    def call(self, service: str, method: str, body: dict[str, Any]) -> dict[str, Any]:
        assert (service, method) == ("members", "contacts_of")
        if self._is_away:
            raise ServiceUnavailable(service=service)
        self.asked.append(body["resident_ids"])
        return {"items": [self._answer(each) for each in body["resident_ids"]]}

    def _answer(self, id: str) -> dict[str, Any]:
        is_known = int(id) % 2 == 0
        said = {"status": "living", "email": f"z{id}@example.org"} if is_known else _UNKNOWN
        return {"id": id, "reachable": is_known} | said


_UNKNOWN = {"status": "unknown", "email": None}


def ids(count: int) -> list[str]:
    return [str(number) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "batches"),
    [(0, []), (1, [1]), (AT_ONCE, [AT_ONCE]), (AT_ONCE + 1, [AT_ONCE, 1]), (2 * AT_ONCE, [AT_ONCE] * 2)],
)
def test_each_is_asked_for_once_in_batches(count: int, batches: list[int]):
    members = Members()

    found = MembersContacts(members)(ids(count))

    assert list(found) == ids(count)
    assert [len(batch) for batch in members.asked] == batches


def test_what_members_says_is_taken_as_it_is():
    found = MembersContacts(Members())(["0", "1"])
    assert found == {"0": Contact("living", "z0@example.org"), "1": Contact("unknown")}


def test_an_address_is_not_shown_with_its_contact():
    assert "example.org" not in repr(Contact("living", "zhang@example.org"))


def test_that_members_is_away_is_a_line_without_ids(caplog: pytest.LogCaptureFixture):
    with pytest.raises(ServiceUnavailable):
        MembersContacts(Members(away=True))(["7700"])
    [record] = caplog.records
    assert (record.levelname, vars(record)["count"]) == ("WARNING", 1)
    assert "7700" not in str(vars(record))
