"""Which posts (岗位) there are: each kind of grid has one, held by one person at a time."""

from collections.abc import Mapping
from enum import StrEnum


class PostRole(StrEnum):
    """总网格长, 网格员, 微网格员."""

    CHIEF = "chief"
    GRID_WORKER = "grid_worker"
    MICRO_GRID_WORKER = "micro_grid_worker"


ROLE_OF: Mapping[str, PostRole] = {
    "general_total": PostRole.CHIEF,
    "base": PostRole.GRID_WORKER,
    "micro": PostRole.MICRO_GRID_WORKER,
}
"""By kind of area; the institution of an exclusive grid (专属网格) runs it by itself."""
