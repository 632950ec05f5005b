"""Who is a member of which organisation, in the database."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.domain import within
from services.chassis.errors import IdTaken
from services.chassis.storage.rows import Rows
from services.grids.organisations.domain.membership import Membership
from services.grids.organisations.store.tables import organisation_members

NOT_SHOWN = ("district", "organisation_id")
SHOWN = tuple(column for column in organisation_members.columns if column.name not in NOT_SHOWN)


class SqlOrganisationMembers:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def of(
        self, organisation_id: str, membership_ids: Collection[str], staff_ids: Collection[str]
    ) -> dict[str, Membership]:
        its = organisation_members.c
        named = or_(its.id.in_(membership_ids), its.staff_id.in_(staff_ids))
        mine = (self.rows.of(organisation_members), its.organisation_id == organisation_id)
        found = self.rows.all(select(*SHOWN).where(*mine, named))
        return {row["id"]: Membership(**row) for row in found}

    def lasting(self, organisation_id: str, day: date) -> list[Membership]:
        its = organisation_members.c
        mine = (self.rows.of(organisation_members), its.organisation_id == organisation_id)
        later = or_(its.valid_to.is_(None), its.valid_to > day)
        found = self.rows.all(select(*SHOWN).where(*mine, later).order_by(its.id))
        return [Membership(**row) for row in found]

    def must_be_new(self, organisation_id: str, members: Sequence[Membership]) -> None:
        its = organisation_members.c
        among = select(its.id).where(
            self.rows.of(organisation_members),
            its.id.in_([each.id for each in members]),
            its.organisation_id != organisation_id,
        )
        taken = {row["id"] for row in self.rows.all(among)}
        for number, each in enumerate(members):
            if each.id in taken:
                with within("members", number):
                    raise IdTaken(id=each.id)

    def keep(self, organisation_id: str, members: Sequence[Membership]) -> None:
        kept = (insert_postgresql if self.rows.is_postgresql else insert_sqlite)(organisation_members)
        changed = {"valid_to": kept.excluded.valid_to, "version": kept.excluded.version}
        upsert = kept.on_conflict_do_update(
            index_elements=["district", "id"],
            set_=changed,
            where=organisation_members.c.organisation_id == kept.excluded.organisation_id,
        )
        mine = {"district": self.rows.district, "organisation_id": organisation_id}
        self.rows.write(upsert, [vars(each) | mine for each in members])
        # An insert that has waited for another's of the same id writes nothing: it is seen only now.
        self.must_be_new(organisation_id, members)
