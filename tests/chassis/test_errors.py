"""The chassis's own refusals: kinds, values, and the fields they speak of."""

import pytest

from services.chassis import errors
from services.chassis.domain import DomainError
from services.chassis.errors import (
    FieldError,
    FieldsInvalid,
    IdTaken,
    KeyReused,
    PermissionMissing,
    StaleVersion,
    TokenReason,
    TokenRefused,
)

KINDS = {
    "invalid": {
        "FieldsInvalid",
        "IdempotencyKeyReused",
        "JobBroke",
        "JobCrashed",
        "KeyFileUnusable",
        "SettingsInvalid",
    },
    "unauthenticated": {"TokenRefused"},
    "forbidden": {"PermissionMissing"},
    "stale": {"StaleVersion"},
    "conflict": {"IdTaken", "KeysInUse", "StillRunning"},
    "unavailable": {
        "ServiceUnavailable",
        "DeadlinePassed",
        "DatabaseUnavailable",
        "AuditUnavailable",
        "DistrictClosed",
    },
}


def test_every_refusal_has_the_kind_that_decides_its_status() -> None:
    found: dict[str, set[str]] = {}
    for value in vars(errors).values():
        if isinstance(value, type) and issubclass(value, DomainError) and value.__module__ == errors.__name__:
            found.setdefault(value.kind, set()).add(value.__name__)
    assert found == KINDS


def test_a_reused_key_speaks_under_its_public_code() -> None:
    assert KeyReused().code == "IdempotencyKeyReused"


def test_a_taken_id_points_at_the_field_id() -> None:
    assert (IdTaken.about, IdTaken.value_names()) == (("id",), ("id",))


def test_a_stale_version_carries_both_sides() -> None:
    refusal = StaleVersion(sent_version=1, current_version=2, current={"name": "A"})
    assert refusal.values == {"sent_version": 1, "current_version": 2, "current": {"name": "A"}}


def test_field_errors_stay_in_order_and_are_no_value_of_the_code() -> None:
    wrong = [FieldError("b", "required"), FieldError("a", "too_long", {"max": 3})]
    refusal = FieldsInvalid(wrong)
    assert (refusal.fields, refusal.values, refusal.code) == (tuple(wrong), {}, "FieldsInvalid")


def test_a_refused_token_is_told_by_its_reason_alone() -> None:
    assert TokenRefused.value_names() == ("reason",)


def test_a_refusal_takes_exactly_its_values() -> None:
    with pytest.raises(TypeError, match="permission"):
        PermissionMissing(right="x")


def test_a_token_is_refused_for_a_known_reason_only() -> None:
    assert TokenRefused("expired").values == {"reason": TokenReason.EXPIRED}
    with pytest.raises(ValueError, match="whatever"):
        TokenRefused("whatever")
