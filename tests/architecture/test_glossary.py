"""docs/glossary.md has the words that callers meet."""

import re

import pytest

from services.care.meals.domain.card import CardState, EndReason
from services.care.meals.domain.programme import Meal
from services.chassis.roles import Roles
from services.grids.cases.domain.state import CaseState
from services.grids.posts.domain.roles import USUAL
from services.notify.messages.domain.state import MessageState
from tests.architecture.source import ROOT

ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", (ROOT / "docs" / "glossary.md").read_text(), re.M)
EXPLAINED = {word for _, term in ROWS for word in re.findall(r"`(\w+)`", term)}


@pytest.mark.parametrize("role", sorted({*Roles.load().permissions, *USUAL.keys}))
def test_a_role_is_explained(role: str):
    assert role in EXPLAINED


@pytest.mark.parametrize("state", [*CaseState, *MessageState, *CardState, *EndReason, *Meal])
def test_a_state_is_explained(state: str):
    assert state in EXPLAINED


def test_every_word_is_there_once_in_chinese():
    chinese = [word for word, _ in ROWS if word != "Chinese"]
    assert len(chinese) == len(set(chinese))
