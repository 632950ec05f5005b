"""Of several areas that are changed at once, the one that is stale or unknown is named where it stands."""

from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.chassis.errors import StaleVersion
from services.grids.areas.domain import succession
from services.grids.areas.domain.change_errors import AreaEnded, NameBeside, TooManyMoved
from services.grids.areas.domain.errors import AreaUnknown
from tests.grids.areas.changing import abolish, founded, seen
from tests.grids.builders import id_of
from tests.grids.house import House

STALE = {"seen_version": 99}
UNKNOWN = {"area_id": id_of("nowhere")}


def refused(house: House, method: str, **body: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        house.ask(method, **body)
    return refused.value


@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
@pytest.mark.parametrize(
    ("wrong", "error", "field"), [(STALE, StaleVersion, "seen_version"), (UNKNOWN, AreaUnknown, "area_id")]
)
def test_a_merge_names_the_source_or_the_target(
    house: House, method: str, wrong: dict[str, Any], error: type[DomainError], field: str
):
    sources, target = [seen(house, "micro 1"), seen(house, "micro 3")], seen(house, "micro 2")
    second = refused(house, method, sources=[sources[0], sources[1] | wrong], target=target)
    assert (type(second), second.about) == (error, (f"sources.1.{field}",))
    last = refused(house, method, sources=sources, target=target | wrong)
    assert (type(last), last.about) == (error, (f"target.{field}",))


@pytest.mark.parametrize("method", ["abolish_area", "preview_abolition"])
def test_an_abolition_names_the_successor_or_the_area(house: House, method: str):
    area, successor = seen(house, "micro 1"), seen(house, "micro 2")
    heir = refused(house, method, **area, successor=successor | STALE)
    assert (type(heir), heir.about) == (StaleVersion, ("successor.seen_version",))
    own = refused(house, method, **area | STALE, successor=successor)
    assert (type(own), own.about) == (StaleVersion, ("seen_version",))


@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
def test_a_merge_names_the_side_that_has_ended(house: House, method: str):
    abolish(house, "micro 3")
    own, ended = seen(house, "micro 1"), seen(house, "micro 3")
    source = refused(house, method, sources=[own, ended], target=seen(house, "micro 2"))
    assert (type(source), source.about) == (AreaEnded, ("sources.1.area_id",))
    target = refused(house, method, sources=[own], target=ended)
    assert (type(target), target.about) == (AreaEnded, ("target.area_id",))


@pytest.mark.parametrize("method", ["abolish_area", "preview_abolition"])
def test_an_abolition_names_the_successor_that_has_ended(house: House, method: str):
    abolish(house, "micro 3")
    heir = refused(house, method, **seen(house, "micro 1"), successor=seen(house, "micro 3"))
    assert (type(heir), heir.about) == (AreaEnded, ("successor.area_id",))


@pytest.mark.parametrize(("under", "error"), [("nowhere", AreaUnknown), ("base 2", AreaEnded)])
@pytest.mark.parametrize("method", ["merge_areas", "preview_merge"])
def test_a_merge_names_what_it_founds_its_successor_under(
    house: House, method: str, under: str, error: type[DomainError]
):
    abolish(house, "micro 3")
    abolish(house, "base 2")
    wrong = refused(house, method, sources=[seen(house, "micro 1")], founded=founded("new", "micro", under))
    assert (type(wrong), wrong.about) == (error, ("founded.parent_id",))


def test_the_side_is_named_whose_child_bears_the_name_of_one_there(house: House):
    house.ask("rename_area", **seen(house, "micro 3"), name="micro 1")
    target, sources = seen(house, "base 2"), [seen(house, "base 1")]
    beside = refused(house, "merge_areas", sources=sources, target=target)
    assert (type(beside), beside.about) == (NameBeside, ("sources.0.area_id",))
    own = refused(house, "abolish_area", **sources[0], successor=target)
    assert (type(own), own.about) == (NameBeside, ("area_id",))


def test_more_children_than_may_move_at_once_are_the_sources(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(succession, "AT_MOST", 1)
    many = refused(house, "merge_areas", sources=[seen(house, "base 1")], target=seen(house, "base 2"))
    assert (type(many), many.about) == (TooManyMoved, ("sources",))
