"""Secrets of the gateway's own."""

from pathlib import Path

import pytest

from gateway.own_keys import own_key
from services.chassis.errors import KeyFileProblem, KeyFileUnusable


def test_one_is_made_once(tmp_path: Path):
    assert own_key(tmp_path / "keys", "a.key") == own_key(tmp_path / "keys", "a.key")
    assert own_key(tmp_path / "keys", "b.key") != own_key(tmp_path / "keys", "a.key")


def test_where_keys_are_given_and_not_made_the_missing_one_is_named(tmp_path: Path):
    (tmp_path / "no-folder").write_text("")
    with pytest.raises(KeyFileUnusable) as refused:
        own_key(tmp_path / "no-folder", "gateway.cursors.key")
    assert refused.value.values == {"file": "gateway.cursors.key", "problem": KeyFileProblem.MISSING}
