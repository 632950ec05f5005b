"""Labels on their way into the database."""

from types import SimpleNamespace
from typing import Any

from services.grids.labels.domain.label import Label, Target, TargetKind
from services.grids.labels.store import SqlLabels
from tests.grids.builders import NOW


def test_labels_are_inserted_in_one_order_whoever_makes_them():
    """Two who make them at once would each wait for the other."""
    sent: list[Any] = []
    rows: Any = SimpleNamespace(
        is_postgresql=False,
        district="d",
        write=lambda _, new: sent.append([each["target_id"] for each in new]),
    )
    new = [Label(name, Target(TargetKind.AREA, name), NOW) for name in "cab"]
    for order in (new, new[::-1]):
        SqlLabels(rows).add(order)
    assert sent == [["a", "b", "c"], ["a", "b", "c"]]
