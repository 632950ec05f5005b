"""The two words of every domain: an event and a broken rule."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from services.chassis.domain import Conflict, DomainError, Event, NotFound, Unavailable


@dataclass(frozen=True)
class TreePlanted(Event):
    tree_id: str
    version: int = 1


@dataclass(frozen=True)
class TreesChanged(Event):
    first_id: str
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class Tree:
    id: str


class BranchBroken(Conflict):
    about: ClassVar[tuple[str, ...]] = ("tree_id",)
    tree_id: str


class TwigBroken(BranchBroken):
    length: int


def test_an_event_speaks_of_its_first_field():
    assert TreePlanted("t-1").subject == "t-1"
    assert TreePlanted("t-1").subjects == ("t-1",)


def test_a_batch_speaks_of_all_its_rows():
    assert TreesChanged("t-1", ({"id": "t-1"}, {"id": "t-2"})).subjects == ("t-1", "t-2")
    assert TreesChanged("t-1", (Tree("t-3"), Tree("t-4"))).subjects == ("t-3", "t-4")


def test_an_error_is_raised_with_exactly_its_values():
    assert BranchBroken(tree_id="t-1").values == {"tree_id": "t-1"}
    for wrong in ({}, {"tree_id": "t-1", "why": "wind"}, {"tree": "t-1"}):
        with pytest.raises(TypeError):
            BranchBroken(**wrong)


def test_an_error_has_the_values_of_its_ancestors_too():
    assert TwigBroken.value_names() == ("tree_id", "length")
    assert TwigBroken(tree_id="t", length=3).code == "TwigBroken"


@pytest.mark.parametrize("name", ["code", "values", "args"])
def test_a_value_may_not_hide_what_the_error_itself_has(name):
    with pytest.raises(TypeError):
        type("Hiding", (DomainError,), {"__annotations__": {name: str}})


@pytest.mark.parametrize(
    ("error", "kind"),
    [(DomainError, "invalid"), (Conflict, "conflict"), (NotFound, "not_found"), (Unavailable, "unavailable")],
)
def test_the_kind_comes_from_the_class(error, kind):
    assert error.kind == kind


def test_its_text_shows_names_and_no_values():
    assert "t-1" not in str(BranchBroken(tree_id="t-1"))
