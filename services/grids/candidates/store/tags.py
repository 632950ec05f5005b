"""The tags of candidates in the database: editions are added, never changed."""

from typing import Any

from sqlalchemy import select

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.grids.candidates.domain.tags import CandidateTags, Tag, TagEdition
from services.grids.candidates.schemas import CandidateTagsSchema
from services.grids.candidates.store.tables import candidate_tag_lists

CHANGE = "candidates.change"
ADD = unless_there(candidate_tag_lists)
SHOWN = CandidateTagsSchema()


class SqlCandidateTags:
    """They hold in the whole district: read by everybody, written by who holds all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def get(self, seen_version: int | None = None) -> CandidateTags:
        found = self.rows.all(select(candidate_tag_lists).where(self.rows.of(candidate_tag_lists)))
        held = CandidateTags.of([_edition_of(row) for row in found])
        if seen_version not in (None, held.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=held.version, current=SHOWN.dump(held)
            )
        return held

    def must_be_writable(self) -> None:
        if self.scope.area_ids is not None:
            raise PermissionMissing(permission=CHANGE)

    def add(self, edition: TagEdition) -> None:
        row = vars(edition) | {"tags": [vars(tag) for tag in edition.tags]}
        if self.rows.write(ADD, **row) == 0:
            self.get(seen_version=edition.number - 1)


def _edition_of(row: dict[str, Any]) -> TagEdition:
    return TagEdition(row["number"], row["valid_from"], tuple(Tag(**tag) for tag in row["tags"]))
