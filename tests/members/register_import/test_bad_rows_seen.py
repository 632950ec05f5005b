"""Whose bad rows somebody may see: names and numbers stand in them in clear."""

from dataclasses import replace

import pytest

from services.members.register_import.domain.errors import ImportUnknown
from tests.members.builders import id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import an_import

SHEET = f"{'0' * 64}.{'A' * 43}"


def ended_by(house: House, who: str) -> str:
    import_id = an_import(house)
    with house.begun() as tx:
        ended, _ = replace(tx.imports.get(import_id), asked_by=who).ended(SHEET)
        tx.imports.save(ended)
    return import_id


def test_who_acts_for_people_sees_them(house: House):
    assert house.ask("get_bad_rows", import_id=ended_by(house, "person:somebody"))["file"] == SHEET


def test_an_operator_sees_those_of_their_own_import(house: House):
    own = ended_by(house, f"operator:{id_of('caller')}")
    assert house.acting("operator").ask("get_bad_rows", import_id=own)["file"] == SHEET


def test_an_operator_sees_nobody_else_s(house: House):
    with pytest.raises(ImportUnknown):
        house.acting("operator").ask("get_bad_rows", import_id=ended_by(house, "person:somebody"))
