"""What a generated tree has behind it: each area its founding, the upper ones a change of name."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from services.grids.areas.domain.change import ChangeKind
from services.grids.areas.store.tables import area_change_sides, area_changes, area_spans, trees
from tests.bench.area_tree import FOUNDED, RENAMED, RENAMED_DOWN_TO, AreaTree
from tests.bench.at_service import AtService

Row = dict[str, Any]
AT = datetime.combine(RENAMED, time(9), UTC)


def fill_history(grids: AtService, tree: AreaTree) -> None:
    named = range(1, tree.starts[RENAMED_DOWN_TO + 1])
    counts = {"version": 0, "next_short": tree.size + 1, "changes": len(named)}
    grids.fill(trees, [{"district": tree.district, **counts, "guards": 0}])
    grids.fill(area_spans, _spans(tree))
    grids.fill(area_changes, (_change(tree, place) for place in named))
    grids.fill(area_change_sides, (each for place in named for each in _sides(tree, place)))


def _spans(tree: AreaTree) -> Iterator[Row]:
    for row in tree.rows():
        span = {"district": tree.district, "area_id": row["id"], "parent_id": row["parent_id"]}
        if row["since"] > FOUNDED:
            former = {"name": f"原{row['name']}", "valid_from": FOUNDED, "valid_to": row["since"]}
            yield {**span, **former}
        yield {**span, "name": row["name"], "valid_from": row["since"], "valid_to": None}


def _change(tree: AreaTree, place: int) -> Row:
    """Numbered as the area is."""
    name = tree.name_of(place)
    return {
        "district": tree.district,
        "number": place,
        "kind": ChangeKind.RENAMED.value,
        "effective_on": RENAMED,
        "document_number": "府发〔2026〕3号",
        "primary_id": None,
        "was": f"原{name}",
        "became": name,
        "by": "bench",
        "at": AT,
    }


def _sides(tree: AreaTree, place: int) -> Iterator[Row]:
    for side in ("from", "to"):
        yield {"district": tree.district, "area_id": tree.id_of(place), "number": place, "side": side}
