"""The ground on which it is asked who answers was otherwise on the day that is over."""

from pathlib import Path

from services.grids.posts.domain.chain import Chain
from tests.bench.at_service import AtService
from tests.bench.chain import Ground
from tests.bench.chain_ground import District, base_before, id_of, micro_before
from tests.servers import PostgreSql

COMMUNITIES = 20


def test_the_way_up_is_that_of_the_day_that_is_asked_for(server: PostgreSql | None, tmp_path: Path):
    with AtService("grids", server, tmp_path) as grids:
        ground = Ground(grids.database, COMMUNITIES)
        ground.fill()
        with ground.call(writes=False) as call:
            assert _bases(ground.of_area(call, 10)) == [("base 0", id_of("base", 0))]
            assert _bases(ground.of_area_then(call, 10)) == [("former base 1", id_of("base", 1))]
            assert ground.of_dwelling(call, 23).area_id == id_of("micro", 23)
            assert ground.of_dwelling_then(call, 23).area_id == id_of("micro", 22)
            assert ground.of_dwelling_then(call, 100).area_id == id_of("community", 1)
        figures = {figure.name: figure.value for figure in ground.figures(20)}
    assert figures.keys() == {"chain_ms", "chain_of_area_ms", "chain_then_ms", "chain_of_area_then_ms"}
    assert all(value > 0 for value in figures.values())


def test_of_each_kind_of_change_there_is_some():
    micros = range(District(COMMUNITIES).micros)
    assert len(micros) == 2000
    moved = [each for each in micros if base_before(each) != each // 20]
    assert 150 < len(moved) <= 200
    assert all(base_before(each) // 5 == each // 100 for each in moved)
    assert sum(micro_before(each) != each for each in micros) == 100


def _bases(chain: Chain) -> list[tuple[str, str]]:
    return [(level.area_name, level.area_id) for level in chain.levels if level.area_kind == "base"]
