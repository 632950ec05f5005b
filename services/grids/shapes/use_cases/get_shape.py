"""Read the shape of an area; version 0 and no outline where nobody has drawn it."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.shapes.domain.shape import Shape
from services.grids.shapes.use_cases.ports import Begin


@dataclass(frozen=True)
class GetShape:
    """`datum` is that of the answer; nothing here knows more of it than its name."""

    area_id: str
    datum: str = ""


def get_shape(command: GetShape, begin: Begin, caller: Caller) -> Shape:
    with begin(caller) as tx:
        return tx.shapes.get(command.area_id)
