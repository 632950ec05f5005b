"""A flood of denials leaves two rows a minute and source, and the first of them at once (D12)."""

from datetime import timedelta
from typing import Any

import pytest

from services.chassis.caller import Caller
from services.chassis.errors import AuditUnavailable
from services.chassis.storage import denials
from services.chassis.storage.denials import Denials
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, NOW, WANG

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def written() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def noted(written) -> Denials:
    return Denials(written.append)


def deny(noted: Denials, *callers: Caller, action: str = "get_garden", now=NOW) -> None:
    for caller in callers:
        noted.note(caller, action, "gardens.read", now)


def told(written: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(row["principal"], row["action"], row["times"]) for row in written]


def test_the_first_is_written_down_at_once(noted, written):
    deny(noted, LI_NA)

    [row] = written
    row.pop("id")
    assert row == {
        "district": HERE,
        "at": NOW,
        "kind": "denied",
        "principal": "person:li-na",
        "action": "get_garden",
        "permission": "gardens.read",
        "request_id": "request-1",
        "ids": "[]",
        "reason": None,
        "times": 1,
    }


def test_the_others_of_a_minute_are_one_row_when_it_is_over(noted, written):
    deny(noted, *[LI_NA] * 500)
    noted.flush(NOW + MINUTE - SECOND)
    assert len(written) == 1

    noted.flush(NOW + MINUTE)
    assert told(written) == [("person:li-na", "get_garden", 1), ("person:li-na", "get_garden", 499)]


def test_one_alone_is_not_counted_once_more(noted, written):
    deny(noted, LI_NA)
    noted.flush(NOW + MINUTE)

    assert len(written) == 1


def test_each_minute_has_a_first_of_its_own(noted, written):
    deny(noted, LI_NA, LI_NA)
    deny(noted, LI_NA, now=NOW + MINUTE)

    assert [row["times"] for row in written] == [1, 1, 1]
    assert [row["at"] for row in written] == [NOW, NOW, NOW + MINUTE]


def test_people_and_actions_are_told_apart(noted, written):
    deny(noted, LI_NA, WANG, ELSEWHERE)
    deny(noted, LI_NA, action="dig_garden")

    assert len(written) == 4


def test_a_stop_writes_down_what_was_counted(noted, written):
    deny(noted, LI_NA, LI_NA)
    noted.flush()

    assert [row["times"] for row in written] == [1, 1]
    noted.flush()
    assert len(written) == 2


@pytest.mark.parametrize(("sources", "wanted"), [(3, 3), (4, 4), (9, 4)])
def test_of_too_many_sources_the_last_are_counted_together(noted, written, monkeypatch, sources, wanted):
    monkeypatch.setattr(denials, "MOST_SOURCES", 3)
    deny(noted, *(Caller(HERE, f"p-{number}", "person") for number in range(sources)))
    noted.flush()

    assert sum(row["times"] for row in written) == sources
    assert len({row["principal"] for row in written}) == wanted


def test_one_district_s_many_sources_hide_none_of_another_s(noted, written, monkeypatch):
    monkeypatch.setattr(denials, "MOST_SOURCES", 3)
    deny(noted, *(Caller(HERE, f"p-{number}", "person") for number in range(9)), ELSEWHERE)

    assert told(written)[-1] == (ELSEWHERE.name, "get_garden", 1)


def test_a_denial_that_cannot_be_written_down_stands(caplog):
    def refuse(_: dict[str, Any]) -> None:
        raise AuditUnavailable()

    deny(Denials(refuse), LI_NA)

    assert "denial not written down" in caplog.text
