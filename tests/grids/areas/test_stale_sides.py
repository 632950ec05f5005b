"""Of several areas that are changed at once, the one that is stale or unknown is named where it stands."""

from typing import Any

import pytest

from services.chassis.domain import DomainError
from services.chassis.errors import StaleVersion
from services.grids.areas.domain.errors import AreaUnknown
from tests.grids.areas.changing import seen
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
