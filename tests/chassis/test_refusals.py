"""A refusal crosses the wire with its kind, code and values, and a sentence for the caller."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from typing import ClassVar

import pytest

from services.chassis import wire
from services.chassis.domain import Conflict
from services.chassis.errors import FieldError, FieldsInvalid, IdTaken, TokenRefused
from services.chassis.refusals import Refused, refusal_of
from services.chassis.words import Catalogue

WORDS = Catalogue(
    {
        "zh_CN": {
            "errors.DoorLocked": "%(room)s 自 %(since)s 起上锁",
            "errors.FieldsInvalid": "请修改",
            "fields.too_long": "最多 %(max)s 个",
        },
        "en": {"errors.DoorLocked": "%(room)s is locked since %(since)s"},
    }
)


class DoorLocked(Conflict):
    about: ClassVar[tuple[str, ...]] = ("room", "key")
    room: str
    since: date
    window: timedelta


LOCKED = DoorLocked(room="A", since=date(2026, 3, 5), window=timedelta(days=1))


def test_a_refusal_has_its_kind_code_and_plain_values() -> None:
    refused = Refused.of(LOCKED, WORDS.say, "zh_CN")
    assert (refused.kind, refused.code) == ("conflict", "DoorLocked")
    assert refused.values == {"room": "A", "since": "2026-03-05", "window": 86400}


@pytest.mark.parametrize(
    ("language", "detail"),
    [("zh_CN", "A 自 2026-03-05 起上锁"), ("en-GB", "A is locked since 2026-03-05")],
)
def test_the_detail_is_in_the_callers_language(language: str, detail: str) -> None:
    assert refusal_of(LOCKED, WORDS, language).detail == detail


def test_the_fields_that_a_rule_speaks_of_are_pointed_at() -> None:
    refused = refusal_of(LOCKED, WORDS, "en")
    assert [(one["field"], one["code"]) for one in refused.fields] == [
        ("room", "DoorLocked"),
        ("key", "DoorLocked"),
    ]
    assert {one["detail"] for one in refused.fields} == {refused.detail}


def test_every_wrong_field_has_a_sentence_of_its_own() -> None:
    error = FieldsInvalid([FieldError("desks.0.name", "too_long", {"max": 3})])
    assert refusal_of(error, WORDS, "zh_CN") == Refused(
        "invalid",
        "FieldsInvalid",
        {},
        [{"field": "desks.0.name", "code": "too_long", "values": {"max": 3}, "detail": "最多 3 个"}],
        "请修改",
    )


def test_a_refusal_comes_over_the_wire_as_it_was() -> None:
    refused = refusal_of(LOCKED, WORDS, "zh_CN")
    assert Refused.from_json(wire.loads(wire.dumps(refused.as_json()))) == refused


def test_a_taken_id_points_at_the_id() -> None:
    assert refusal_of(IdTaken(id="x"), WORDS, "en").fields[0]["field"] == "id"


def test_a_refused_token_tells_the_reason_in_words_and_nothing_of_the_token() -> None:
    refused = refusal_of(TokenRefused("expired"), Catalogue.of_service("grids"), "zh_CN")
    assert refused.values == {"reason": "expired"}
    assert "已过期" in refused.detail


def test_a_refusal_is_not_changed_on_its_way() -> None:
    with pytest.raises(FrozenInstanceError):
        refusal_of(LOCKED, WORDS, "en").kind = "invalid"  # type: ignore[misc]
