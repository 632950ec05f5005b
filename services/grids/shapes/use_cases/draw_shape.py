"""An area gets a shape, another one, or none any more."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.shapes.domain.geometry import refuse_crossing
from services.grids.shapes.domain.outline import Outline
from services.grids.shapes.domain.shape import Shape
from services.grids.shapes.use_cases.ports import Begin


@dataclass(frozen=True)
class DrawShape:
    """`outline` None takes the shape away; `seen_version` is 0 where there is none yet."""

    area_id: str
    outline: Outline | None
    seen_version: int


def draw_shape(command: DrawShape, begin: Begin, caller: Caller) -> Shape:
    if command.outline is not None:
        refuse_crossing(command.outline)  # first: what crosses itself may have no extent in the sum
        command.outline.must_be_a_districts()
    with begin(caller) as tx:
        tx.trees.lock()
        tx.shapes.must_stand(command.area_id)
        drawn, told = tx.shapes.get(command.area_id, command.seen_version).drawn(command.outline)
        tx.shapes.save(drawn)
        tx.record(told)
        return drawn
