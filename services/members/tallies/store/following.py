"""Counts follow the tree: where an area moves, those who live there go along."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, and_, delete, func, insert, literal, or_, select, update

from services.chassis.storage.ranges import under
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key
from services.chassis.storage.trees import Moved
from services.members.tallies.domain.tally import COARSE, NOWHERE, Count, coarse_of, depth_of
from services.members.tallies.store.tables import area_tallies, tally_sums
from services.members.tallies.store.tallies import SqlTallies


def follow(rows: Rows, move: Moved) -> None:
    _replant(rows, move)
    sum_anew(rows, coarse_of(move.old_path), coarse_of(move.new_path))


def let_in(rows: Rows, areas: Table, area_ids: Sequence[str]) -> None:
    """Who was counted before their areas were told of is counted where those lie."""
    counts, these = area_tallies.c, area_tallies.c.area_id.in_(area_ids)
    waiting = and_(rows.of(area_tallies), these, counts.path == NOWHERE)
    found = rows.all(select(counts.area_id, counts.households, counts.residents).where(waiting))
    if not found:
        return
    rows.write(delete(area_tallies).where(waiting))
    sum_anew(rows, NOWHERE)
    counted = {row["area_id"]: Count(row["households"], row["residents"]) for row in found}
    SqlTallies(rows, areas, None).add(counted)


def sum_anew(rows: Rows, *roots: str) -> None:
    """What lies there, of the areas' own counts."""
    fine = area_tallies.c
    rows.write(
        delete(tally_sums).where(
            rows.of(tally_sums), or_(*(under(tally_sums.c.path, root) for root in roots))
        )
    )
    sums = (fine.district, fine.coarse, func.sum(fine.households), func.sum(fine.residents))
    there = or_(*(under(fine.coarse, root) for root in roots))
    of_them = select(*sums).where(rows.of(area_tallies), there).group_by(fine.district, fine.coarse)
    rows.write(insert(tally_sums).from_select(["district", "path", "households", "residents"], of_them))


def _replant(rows: Rows, move: Moved) -> None:
    """Where the depth of a high area changes, each of those below gets its sum's path by itself."""
    old, new, path = depth_of(move.old_path), depth_of(move.new_path), area_tallies.c.path
    there = (rows.of(area_tallies), under(path, move.old_path))
    changes: dict[str, Any] = {"path": _led(path, move)}
    if new >= COARSE:
        changes["coarse"] = coarse_of(move.new_path)
    elif old == new:
        changes["coarse"] = _led(area_tallies.c.coarse, move)
    rows.write(update(area_tallies).where(*there).values(changes))
    if new < COARSE and old != new:
        moved = (rows.of(area_tallies), under(path, move.new_path))
        for each in rows.all(select(area_tallies.c.area_id, path).where(*moved)):
            its = (rows.of(area_tallies), area_tallies.c.area_id == each["area_id"])
            rows.write(update(area_tallies).where(*its).values(coarse=coarse_of(each["path"])))


def _led(column: Any, move: Moved) -> Any:
    return literal(move.new_path, Key).concat(func.substr(column, len(move.old_path) + 1))
