"""Who holds which grouping, in the database."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.store.tables import grouping_holders

SHOWN = [column for column in grouping_holders.columns if column.name not in ("district", "grouping_id")]


class SqlHoldings:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(self, grouping_id: str) -> dict[str, Holding]:
        its = (self.rows.of(grouping_holders), grouping_holders.c.grouping_id == grouping_id)
        found = select(*SHOWN).where(*its).order_by(grouping_holders.c.valid_from, grouping_holders.c.id)
        return {row["id"]: Holding(**row) for row in self.rows.all(found)}

    def must_be_new(self, grouping_id: str, holding_ids: Collection[str]) -> None:
        among = select(grouping_holders.c.id).where(
            self.rows.of(grouping_holders),
            grouping_holders.c.id.in_(holding_ids),
            grouping_holders.c.grouping_id != grouping_id,
        )
        if taken := self.rows.one(among):
            raise IdTaken(id=taken["id"])

    def keep(self, grouping_id: str, holdings: Sequence[Holding]) -> None:
        insert_here = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        kept = insert_here(grouping_holders)
        changed = {"valid_to": kept.excluded.valid_to, "version": kept.excluded.version}
        upsert = kept.on_conflict_do_update(index_elements=["district", "id"], set_=changed)
        mine = {"district": self.rows.district, "grouping_id": grouping_id}
        self.rows.write(upsert, [vars(each) | mine for each in holdings])
