"""Areas that ended and what goes on for them, as they were heard of."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from services.care.meals.domain.moving import EndedArea
from services.care.meals.store.tables import ended_areas
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows

ADD = unless_there(ended_areas)


class SqlEndedAreas:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def note(self, ended: Sequence[EndedArea]) -> None:
        for each in ended:
            self._rows.write(ADD, **vars(each))

    def since(self, area_ids: Collection[str]) -> list[EndedArea]:
        """Those of these areas that ended, with those that went on for them and ended as well."""
        found: dict[str, EndedArea] = {}
        asked = set(area_ids)
        while asked:
            ended = select(ended_areas).where(
                self._rows.of(ended_areas), ended_areas.c.area_id.in_(sorted(asked))
            )
            new = [
                EndedArea(row["area_id"], row["to_id"], row["effective_on"]) for row in self._rows.all(ended)
            ]
            found |= {each.area_id: each for each in new}
            asked = {each.to_id for each in new if each.to_id is not None} - found.keys()
        return list(found.values())
