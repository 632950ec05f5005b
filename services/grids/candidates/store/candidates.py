"""Candidates in the database."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.errors import CandidateUnknown
from services.grids.candidates.domain.events import CandidateRow
from services.grids.candidates.schemas import CandidateSchema
from services.grids.candidates.store.tables import candidate_tags, candidates

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
SHOWN = CandidateSchema()


class SqlCandidates:
    def __init__(self, rows: Rows, seen: Seen) -> None:
        self.rows, self.seen = rows, seen

    def entered_before(self, batch: Sequence[Candidate]) -> set[str]:
        ids = [each.id for each in batch]
        among = select(candidates.c.id).where(self.rows.of(candidates), candidates.c.id.in_(ids))
        known = {row["id"] for row in self.rows.all(among)}
        seen = self._found(known) if known else {}
        for each in batch:
            if each.id in known and seen.get(each.id) != each:
                raise IdTaken(id=each.id)
        return known

    def add(self, batch: Sequence[Candidate]) -> None:
        insert_many(self.rows, candidates, [_row_of(each) for each in batch])
        self._tag(batch)

    def get(self, candidate_id: str, seen_version: int | None = None) -> Candidate:
        found = self._found([candidate_id]).get(candidate_id)
        if found is None:
            raise CandidateUnknown(candidate_id=candidate_id)
        if seen_version not in (None, found.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=found.version, current=SHOWN.dump(found)
            )
        return found

    def save(self, candidate: Candidate) -> None:
        update_versioned(
            self.rows,
            candidates,
            candidate.id,
            candidate.version - 1,
            _row_of(candidate),
            lambda row: SHOWN.dump(self._found([row["id"]])[row["id"]]),
        )
        self._untag(candidate.id)
        self._tag([candidate])

    def remove(self, candidate: Candidate) -> None:
        its = (self.rows.of(candidates), candidates.c.id == candidate.id)
        self._untag(candidate.id)
        if self.rows.write(delete(candidates).where(*its, candidates.c.version == candidate.version)) == 0:
            self.get(candidate.id, candidate.version)

    def move_to(self, from_area_ids: Collection[str], to_area_id: str) -> list[CandidateRow]:
        """Those of areas that end are their successor's from now on; by id."""
        its = candidates.c
        there = (self.rows.of(candidates), its.area_id.in_(from_area_ids))
        changed = update(candidates).where(*there).values(area_id=to_area_id, version=its.version + 1)
        moved = self.rows.all(changed.returning(its.id, its.area_id, its.version))
        return [CandidateRow(**row) for row in sorted(moved, key=lambda row: str(row["id"]))]

    def _found(self, candidate_ids: Collection[str]) -> dict[str, Candidate]:
        mine = (self.rows.of(candidates), self.seen(candidates.c.area_id))
        found = self.rows.all(select(candidates).where(*mine, candidates.c.id.in_(candidate_ids)))
        tags = tags_of(self.rows, [row["id"] for row in found]) if found else {}
        return {
            row["id"]: Candidate(
                row["id"], row["area_id"], row["name"], row["duty_phone"], tags.get(row["id"], ()),
                row["version"],
            )
            for row in found
        }  # fmt: skip

    def _tag(self, batch: Sequence[Candidate]) -> None:
        tagged = [{"candidate_id": each.id, "tag": tag} for each in batch for tag in each.tags]
        insert_many(self.rows, candidate_tags, tagged)

    def _untag(self, candidate_id: str) -> None:
        its = (self.rows.of(candidate_tags), candidate_tags.c.candidate_id == candidate_id)
        self.rows.write(delete(candidate_tags).where(*its))


def tags_of(rows: Rows, candidate_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    its = (rows.of(candidate_tags), candidate_tags.c.candidate_id.in_(candidate_ids))
    found = select(candidate_tags.c.candidate_id, candidate_tags.c.tag).where(*its)
    tags: dict[str, tuple[str, ...]] = {}
    for row in rows.all(found.order_by(candidate_tags.c.candidate_id, candidate_tags.c.tag)):
        tags[row["candidate_id"]] = (*tags.get(row["candidate_id"], ()), row["tag"])
    return tags


def _row_of(candidate: Candidate) -> dict[str, Any]:
    return {name: value for name, value in vars(candidate).items() if name != "tags"}
