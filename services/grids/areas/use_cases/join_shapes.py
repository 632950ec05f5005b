"""What becomes of the shapes of areas that become one, or several."""

from services.grids.areas.domain.succession import Succession
from services.grids.areas.use_cases.succession_ports import Tx

STAYS = "stays"


def join_shapes(succession: Succession, tx: Tx) -> None:
    if succession.joined_ids and succession.primary is not None:
        tx.record(*tx.outlines.join(succession.joined_ids, succession.primary.id))


def foresee_shapes(succession: Succession, tx: Tx) -> tuple[str, tuple[str, ...]]:
    """What becomes of the primary's, and which areas have none: nobody knows where the parts would lie."""
    if not succession.joined_ids:
        return STAYS, tuple(sorted(area.id for area in succession.founded))
    fate, without = tx.outlines.foresee(succession.joined_ids)
    return fate, tuple(without)
